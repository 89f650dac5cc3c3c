import type { Document } from "../bson/document.ts";
import { fieldOf } from "../bson/path.ts";
import { shell } from "../bson/shell.ts";
import { CommandError } from "../errors.ts";
import { compileFilter, type Filter } from "../query/filter.ts";
import { matchedIndex } from "../query/position.ts";
import type { Scope } from "../query/scope.ts";

/** What `$` and `$[name]` in the paths of one update refer to. */
export type Positions = {
  filter: Filter;
  arrayFilters: Map<string, Filter>;
};

/** Reads arrayFilters; all fields of one begin with the same name. */
export function compileArrayFilters(
  arrayFilters: Document[],
  scope: Scope,
): Map<string, Filter> {
  const named = arrayFilters.map((criteria) => {
    const names = fieldsIn(criteria).map((path) => path.split(".")[0] ?? "");
    const [name = "", other] = new Set(names);
    if (other !== undefined) {
      throw new CommandError(
        "FailedToParse",
        "Error parsing array filter :: caused by :: Expected a single " +
          `top-level field name, found '${name}' and '${other}'`,
      );
    }
    if (!/^[a-z][a-zA-Z0-9]*$/.test(name)) {
      throw new CommandError(
        "BadValue",
        "The top-level field name of an array filter must be an alphanumeric " +
          `string beginning with a lowercase letter, found '${name}'`,
      );
    }
    return [name, compileFilter(criteria, scope)] as const;
  });
  const filters = new Map(named);
  if (filters.size === arrayFilters.length) return filters;
  throw new CommandError(
    "FailedToParse",
    "Found multiple array filters with the same top-level field name",
  );
}

/** The paths in a document that a path with `$`, `$[]` or `$[name]` matches. */
export function concretePaths(
  document: Document,
  path: string,
  positions: Positions,
): string[] {
  if (!path.includes("$")) return [path];
  let found: { path: string; node: unknown }[] = [{ path: "", node: document }];
  for (const segment of path.split(".")) {
    found = found.flatMap(({ path: parent, node }) =>
      namesFor(segment, node, parent, document, positions).map((name) => ({
        path: parent === "" ? name : `${parent}.${name}`,
        node: node instanceof Object ? fieldOf(node, name) : undefined,
      })),
    );
  }
  return found.map((place) => place.path);
}

function fieldsIn(criteria: Document): string[] {
  return Object.entries(criteria).flatMap(([name, value]) => {
    if (!name.startsWith("$")) return name;
    return Array.isArray(value) ? (value as Document[]).flatMap(fieldsIn) : [];
  });
}

function namesFor(
  segment: string,
  node: unknown,
  path: string,
  document: Document,
  { filter, arrayFilters }: Positions,
): string[] {
  if (segment === "$") {
    const index = matchedIndex(filter, path, document);
    if (index >= 0) return [String(index)];
    throw new CommandError(
      "BadValue",
      "The positional operator did not find the match needed from the query.",
    );
  }
  const name = /^\$\[(.*)\]$/.exec(segment)?.[1];
  if (name === undefined) return [segment];
  const test = name === "" ? undefined : filterNamed(name, path, arrayFilters);
  return elementsOf(node, path).flatMap((element, index) =>
    !test || test.matches({ [name]: element }) ? [String(index)] : [],
  );
}

function filterNamed(
  name: string,
  path: string,
  arrayFilters: Map<string, Filter>,
): Filter {
  const filter = arrayFilters.get(name);
  if (filter) return filter;
  throw new CommandError(
    "BadValue",
    `No array filter found for identifier '${name}' ` +
      `in path '${path}.$[${name}]'`,
  );
}

function elementsOf(node: unknown, path: string): unknown[] {
  if (Array.isArray(node)) return node;
  throw new CommandError(
    "BadValue",
    node === undefined
      ? `The path '${path}' must exist in the document in order to apply ` +
          "array updates."
      : "Cannot apply array updates to non-array element " +
          `${path}: ${shell(node)}`,
  );
}
