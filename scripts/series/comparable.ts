import type { Tree } from "./read-stage.ts";

const ownFiles = /(^|\/)(README\.md|package-lock\.json)$/;

/** Whether stages have this file in common: a README is its stage's own. */
export function isComparable(path: string): boolean {
  return !ownFiles.test(path);
}

export function comparable(tree: Tree): Tree {
  return new Map([...tree].filter(([path]) => isComparable(path)));
}
