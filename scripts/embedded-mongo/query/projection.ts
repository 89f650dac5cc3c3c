import { type Document, isDocument, plainDocument } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { compileFilter, type Filter } from "./filter.ts";
import { matchedIndex } from "./position.ts";

type Node = boolean | Tree | ArrayProjection;
type Tree = Map<string, Node>;
type ArrayProjection = (value: unknown, document: Document) => unknown;

/**
 * Compiles a find projection: inclusion or exclusion of paths, $slice,
 * $elemMatch and the positional `path.$`. It never changes its input.
 */
export function compileProjection(
  specification: Document = {},
  filter?: Filter,
): (document: Document) => Document {
  const fields = Object.entries(plainDocument(specification));
  if (fields.length === 0) return (document) => document;
  const tree: Tree = new Map();
  for (const [path, value] of fields) {
    if (path.endsWith(".$")) {
      plant(tree, path.slice(0, -2), positional(path.slice(0, -2), filter));
    } else plant(tree, path, nodeOf(path, value));
  }
  const inclusive = isInclusive(fields);
  if (inclusive && !tree.has("_id")) tree.set("_id", true);
  return (document) => project(document, tree, inclusive, document);
}

function nodeOf(path: string, value: unknown): boolean | ArrayProjection {
  if (typeof value === "number" || typeof value === "boolean") {
    return Boolean(value);
  }
  const [operator, argument] = isDocument(value)
    ? (Object.entries(value)[0] ?? [])
    : [];
  if (operator === "$slice") return slice(argument);
  if (operator === "$elemMatch") return first(argument);
  throw new CommandError(
    "NotImplemented",
    `Computed field "${path}" in a projection is not supported`,
  );
}

/** All fields but _id have to agree; $slice alone excludes nothing. */
function isInclusive(fields: [string, unknown][]): boolean {
  const others = fields.filter(([path]) => path !== "_id");
  const kinds = new Set(others.map(kindOf).filter((kind) => kind !== "slice"));
  if (kinds.size > 1) {
    throw new CommandError(
      "Location31254",
      "Cannot do exclusion on a field in inclusion projection",
    );
  }
  if (kinds.size === 1) return kinds.has("in");
  return others.length === 0 && Boolean(fields[0]?.[1]);
}

function kindOf([, value]: [string, unknown]): "in" | "out" | "slice" {
  if (isDocument(value)) return "$slice" in value ? "slice" : "in";
  return value ? "in" : "out";
}

function plant(tree: Tree, path: string, node: Node): void {
  const segments = path.split(".");
  const leaf = segments.pop() as string;
  let parent = tree;
  for (const segment of segments) {
    const next = parent.get(segment) ?? new Map();
    if (!(next instanceof Map)) throw collision(path);
    parent.set(segment, next);
    parent = next;
  }
  if (parent.has(leaf)) throw collision(path);
  parent.set(leaf, node);
}

function collision(path: string): CommandError {
  return new CommandError("Location31249", `Path collision at ${path}`);
}

function project(
  source: Document,
  tree: Tree,
  inclusive: boolean,
  root: Document,
): Document {
  const kept = Object.entries(source).flatMap(([name, value]) => {
    const node = tree.get(name) ?? !inclusive;
    const projected = projectValue(value, node, inclusive, root);
    return projected === undefined ? [] : [[name, projected] as const];
  });
  return Object.fromEntries(kept);
}

/** Undefined leaves the value out. */
function projectValue(
  value: unknown,
  node: Node,
  inclusive: boolean,
  root: Document,
): unknown {
  if (typeof node === "boolean") return node ? value : undefined;
  if (typeof node === "function") return node(value, root);
  if (isDocument(value)) return project(value, node, inclusive, root);
  if (!Array.isArray(value)) return inclusive ? undefined : value;
  return value
    .map((element) => projectValue(element, node, inclusive, root))
    .filter((element) => element !== undefined);
}

function slice(argument: unknown): ArrayProjection {
  const [start, count] = sliceBounds(argument);
  return (value) => {
    if (!Array.isArray(value)) return value;
    const from = start < 0 ? Math.max(0, value.length + start) : start;
    return value.slice(from, from + count);
  };
}

function sliceBounds(argument: unknown): [start: number, count: number] {
  if (Array.isArray(argument)) {
    const [start, count] = argument.map(Number);
    if (argument.length === 2 && Number(count) > 0) {
      return [Number(start), Number(count)];
    }
  }
  if (typeof argument === "number") {
    return argument < 0 ? [argument, -argument] : [0, argument];
  }
  throw new CommandError("BadValue", "$slice needs a count, or [skip, count]");
}

function first(criteria: unknown): ArrayProjection {
  const filter = compileFilter({ element: { $elemMatch: criteria } });
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    const found = value.find((item) => filter.matches({ element: [item] }));
    return found === undefined ? undefined : [found];
  };
}

function positional(path: string, filter?: Filter): ArrayProjection {
  return (value, document) => {
    if (!Array.isArray(value)) return value;
    const index = matchedIndex(filter?.criteria ?? {}, path, document);
    if (index >= 0) return [value[index]];
    throw new CommandError(
      "BadValue",
      "Executor error during find command :: caused by :: positional operator" +
        ` '.$' couldn't find a matching element in the array`,
    );
  };
}
