import type { Iterator } from "mingo/lazy";
import { type Document, isDocument } from "../bson/document.ts";
import { evaluateRoot, type Options } from "../expressions/operands.ts";
import { compileProjection } from "../query/projection.ts";
import {
  type Compute,
  flatFields,
  plant,
  type Tree,
} from "../query/projection-tree.ts";
import type { Stage } from "./operators.ts";

const $addFields: Stage = (input, fields: Document, options) => {
  const tree: Tree = new Map();
  for (const [path, value] of flatFields(fields)) {
    plant(tree, path, { evaluate: evaluator(options)(value) });
  }
  return mapped(input, (document) => extended(document, tree, document));
};

/** Stages that project; in mingo they do not reach into arrays. */
export const projectionStages: Record<string, Stage> = {
  $addFields,
  $set: $addFields,
  $project: (input, specification: Document, options) =>
    mapped(
      input,
      compileProjection(specification, {
        evaluator: evaluator(options),
        isFind: false,
      }),
    ),
  $unset: (input, names: string | string[]) => {
    const excluded = [names].flat().map((name) => [name, false] as const);
    return mapped(input, compileProjection(Object.fromEntries(excluded)));
  },
};

/** Adds fields as $addFields does; `compute` makes their values. */
export function mapFields(
  document: Document,
  fields: Document,
  compute: (definition: unknown) => unknown,
): Document {
  const tree: Tree = new Map();
  for (const [path, definition] of Object.entries(fields)) {
    plant(tree, path, { evaluate: () => compute(definition) });
  }
  return extended(document, tree, document);
}

function evaluator(options: Options) {
  return (expression: unknown) => (root: unknown) =>
    evaluateRoot(root, expression, options);
}

function mapped(
  input: Iterator,
  change: (document: Document) => Document,
): Iterator {
  return input.map((document: unknown) => change(document as Document));
}

/** A missing value removes the field. */
function extended(source: Document, tree: Tree, root: Document): Document {
  const result = { ...source };
  for (const [name, node] of tree) {
    const value =
      node instanceof Map
        ? extendedValue(source[name], node, root)
        : (node as Compute).evaluate(root);
    if (value === undefined) delete result[name];
    else result[name] = value;
  }
  return result;
}

function extendedValue(value: unknown, tree: Tree, root: Document): unknown {
  if (!Array.isArray(value)) {
    return extended(isDocument(value) ? value : {}, tree, root);
  }
  return value.map((element) => extendedValue(element, tree, root));
}
