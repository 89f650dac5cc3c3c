import {
  type Document,
  isDocument,
  plain,
  plainNumber,
} from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { checkExpression } from "./check-expression.ts";
import { elementProjections, positional } from "./element-projections.ts";
import { compileExpression } from "./expression.ts";
import type { Filter } from "./filter.ts";
import {
  type Compute,
  type Evaluator,
  flatFields,
  isComputed,
  plant,
  type Tree,
} from "./projection-tree.ts";

/** Projects the value of a field, given the whole document. */
export type FieldProjection = (value: unknown, document: Document) => unknown;

type Options = {
  filter?: Filter;
  /** Makes a function of an expression. */
  evaluator?: Evaluator;
  /** False in $project, where $slice is an expression. */
  isFind?: boolean;
};

/**
 * Compiles a projection: inclusion or exclusion of paths, computed fields,
 * and for `find` $slice, $elemMatch and the positional `path.$`. It never
 * changes its input.
 */
export function compileProjection(
  specification: Document = {},
  { filter, evaluator = compileExpression, isFind = true }: Options = {},
): (document: Document) => Document {
  const fields = flatFields(specification);
  if (fields.length === 0) return (document) => document;
  const tree: Tree = new Map();
  for (const [path, value] of fields) {
    const isPositional = isFind && path.endsWith(".$");
    const at = isPositional ? path.slice(0, -2) : path;
    plant(tree, at, isPositional ? positional(at, filter) : nodeOf(value));
  }
  refuseSeveral(fields, isFind);
  const inclusive = isInclusive(fields, isFind);
  if (inclusive && !tree.has("_id")) tree.set("_id", true);
  return (document) => project(document, tree, inclusive, document);

  function nodeOf(value: unknown): boolean | FieldProjection | Compute {
    const flag = flagOf(value);
    if (flag !== undefined) return flag;
    const element = isFind ? elementProjections(plain(value)) : undefined;
    if (element) return element;
    checkExpression(value);
    return { evaluate: evaluator(value) };
  }
}

/** Elements are chosen for one array, and not in an embedded document. */
function refuseSeveral(fields: [string, unknown][], isFind: boolean): void {
  if (!isFind) return;
  const positional = fields.filter(([path]) => path.endsWith(".$"));
  if (positional.length > 1) {
    throw new CommandError(
      "Location31276",
      "Cannot specify more than one positional projection per query.",
    );
  }
  const nested = fields.find(
    ([path, value]) =>
      path.includes(".") && isDocument(value) && "$elemMatch" in value,
  );
  if (!nested) return;
  throw new CommandError(
    "Location31275",
    `Cannot use $elemMatch projection on a nested field: ${nested[0]}`,
  );
}

function flagOf(value: unknown): boolean | undefined {
  const plainValue = plainNumber(value);
  if (typeof plainValue === "boolean") return plainValue;
  return typeof plainValue === "number" ? plainValue !== 0 : undefined;
}

/** All fields but _id have to agree; $slice alone excludes nothing. */
function isInclusive(fields: [string, unknown][], isFind: boolean): boolean {
  const others = fields.filter(([path]) => path !== "_id");
  const kinds = others.map(([, value]) => kindOf(value, isFind));
  const counted = new Set(kinds.filter((kind) => kind !== "slice"));
  if (counted.size > 1) {
    throw new CommandError(
      "Location31254",
      "Cannot do exclusion on a field in inclusion projection",
    );
  }
  if (counted.size === 1) return counted.has("in");
  return others.length === 0 && flagOf(fields[0]?.[1]) !== false;
}

function kindOf(value: unknown, isFind: boolean): "in" | "out" | "slice" {
  if (flagOf(value) === false) return "out";
  const isSlice = isFind && isDocument(value) && "$slice" in value;
  return isSlice && elementProjections(plain(value)) ? "slice" : "in";
}

function project(
  source: Document,
  tree: Tree,
  inclusive: boolean,
  root: Document,
): Document {
  const result: Document = {};
  for (const [name, value] of Object.entries(source)) {
    const node = tree.get(name) ?? !inclusive;
    const projected = projectValue(value, node, inclusive, root);
    if (projected !== undefined) result[name] = projected;
  }
  for (const [name, node] of tree) {
    if (!isComputed(node)) continue;
    const value = projectValue(source[name], node, inclusive, root);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

/** Undefined leaves the value out. */
function projectValue(
  value: unknown,
  node: boolean | Tree | FieldProjection | Compute,
  inclusive: boolean,
  root: Document,
): unknown {
  if (typeof node === "boolean") return node ? value : undefined;
  if (typeof node === "function") return node(value, root);
  if (!(node instanceof Map)) return node.evaluate(root);
  if (isDocument(value)) return project(value, node, inclusive, root);
  if (Array.isArray(value)) {
    return value
      .map((element) => projectValue(element, node, inclusive, root))
      .filter((element) => element !== undefined);
  }
  if (isComputed(node)) return project({}, node, inclusive, root);
  return inclusive ? undefined : value;
}
