import type { Document } from "../bson/document.ts";
import { valuesAt } from "../bson/path.ts";
import { compileFilter, type Filter } from "./filter.ts";

/**
 * What `$` stands for in `path.$`: the index of the first element of the array
 * at `path` that satisfies the filter's condition on it; -1 if none does.
 */
export function matchedIndex(
  { criteria, scope }: Pick<Filter, "criteria" | "scope">,
  path: string,
  document: Document,
): number {
  const conditions = conditionsOn(criteria, path);
  const array = valuesAt(document, path).find(Array.isArray);
  if (conditions.length === 0 || !array) return -1;
  const filters = conditions.map((one) => compileFilter(one, scope));
  return array.findIndex((element) =>
    filters.every((filter) => filter.matches({ element: [element] })),
  );
}

/** The conditions on the array or below it, as if it were named `element`. */
function conditionsOn(criteria: Document, path: string): Document[] {
  return Object.entries(criteria).flatMap(([field, condition]) => {
    if (field === "$and") {
      const parts = condition as Document[];
      return parts.flatMap((part) => conditionsOn(part, path));
    }
    const concerned = field === path || field.startsWith(`${path}.`);
    return concerned
      ? [{ [`element${field.slice(path.length)}`]: condition }]
      : [];
  });
}
