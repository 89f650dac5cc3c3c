import { isDocument } from "./document.ts";

/**
 * Every value at the end of a dotted path, arrays at the end left whole. An
 * array on the way branches into its elements; undefined stands for missing.
 */
export function leavesAt(node: unknown, path: string): unknown[] {
  if (!path.includes(".") && isDocument(node)) return [fieldOf(node, path)];
  return leaves(node, path.split("."), 0);
}

/** Like `leavesAt`, with the elements of an array after the array itself. */
export function valuesAt(node: unknown, path: string): unknown[] {
  const found = leavesAt(node, path);
  if (!found.some(Array.isArray)) return found;
  return found.flatMap((leaf) =>
    Array.isArray(leaf) ? [leaf, ...leaf] : [leaf],
  );
}

/** A field of the document's own: "constructor" is missing unless stored. */
export function fieldOf(node: object, name: string): unknown {
  return Object.hasOwn(node, name)
    ? (node as Record<string, unknown>)[name]
    : undefined;
}

export function isArrayIndex(segment: string): boolean {
  return /^(0|[1-9]\d{0,8})$/.test(segment);
}

function leaves(node: unknown, path: string[], depth: number): unknown[] {
  if (depth === path.length) return [node];
  const segment = path[depth] as string;
  if (isDocument(node)) return leaves(fieldOf(node, segment), path, depth + 1);
  if (!Array.isArray(node)) return [undefined];
  const elements = node
    .filter(isDocument)
    .flatMap((element) => leaves(element, path, depth));
  const isElement = isArrayIndex(segment) && Number(segment) < node.length;
  if (!isElement) return elements;
  return [...leaves(node[Number(segment)], path, depth + 1), ...elements];
}
