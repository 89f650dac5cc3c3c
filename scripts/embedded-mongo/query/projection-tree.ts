import { type Document, isDocument } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import type { FieldProjection } from "./projection.ts";

export type Compute = { evaluate(root: unknown): unknown };
export type Evaluator = (expression: unknown) => Compute["evaluate"];

/** The projection of a field: kept or not, projected, computed, or in parts. */
export type Node = boolean | Tree | FieldProjection | Compute;
export type Tree = Map<string, Node>;

/** Paths and their values: `{ a: { b: 1 } }` means `{ "a.b": 1 }`. */
export function flatFields(specification: Document): [string, unknown][] {
  return Object.entries(specification).flatMap(([path, value]) => {
    if (!isNested(value)) return [[path, value] as [string, unknown]];
    return flatFields(value).map(
      ([inner, one]) => [`${path}.${inner}`, one] as [string, unknown],
    );
  });
}

export function plant(tree: Tree, path: string, node: Node): void {
  const segments = path.split(".");
  if (segments.some((name) => name === "" || name.startsWith("$"))) {
    throw new CommandError(
      "Location16410",
      `FieldPath field names may not be empty or start with '$': '${path}'`,
    );
  }
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

/** True for a node that can add a value to a document. */
export function isComputed(node: Node): boolean {
  if (node instanceof Map) return [...node.values()].some(isComputed);
  return typeof node === "object";
}

function isNested(value: unknown): value is Document {
  if (!isDocument(value)) return false;
  const [first] = Object.keys(value);
  return first !== undefined && !first.startsWith("$");
}

function collision(path: string): CommandError {
  return new CommandError("Location31249", `Path collision at ${path}`);
}
