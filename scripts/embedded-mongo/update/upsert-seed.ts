import { type Document, isPattern } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { isCondition } from "../query/check.ts";
import { slotAt } from "./slot.ts";

/** The fields for which a filter requires a value. */
export function upsertSeed(filter: Document): Document {
  const seed: Document = {};
  for (const [path, value] of equalities(filter)) {
    const slot = slotAt(seed, path);
    if (slot.value !== undefined) {
      throw new CommandError(
        "NotSingleValueField",
        `cannot infer query fields to set, path '${path}' is matched twice`,
      );
    }
    slot.set(value);
  }
  return seed;
}

function equalities(filter: Document): [path: string, value: unknown][] {
  return Object.entries(filter).flatMap(([path, condition]) => {
    if (path === "$and") return (condition as Document[]).flatMap(equalities);
    if (path === "$or") return onlyOf<Document>(condition).flatMap(equalities);
    if (path.startsWith("$") || isPattern(condition)) return [];
    if (!isCondition(condition)) return [[path, condition]];
    return valuesOf(condition).map(
      (value) => [path, value] as [string, unknown],
    );
  });
}

/** The values that a condition requires; a list of one counts as a value. */
function valuesOf({ $eq, $in, $all }: Document): unknown[] {
  const listed = [...onlyOf($in), ...onlyOf($all)];
  const values = $eq === undefined ? listed : [$eq, ...listed];
  return values.filter((value) => !isPattern(value) && !isCondition(value));
}

/** The element of a list of one. */
function onlyOf<T>(list: unknown): T[] {
  return Array.isArray(list) && list.length === 1 ? list : [];
}
