import { isComparable } from "../comparable.ts";

/** A state of a stage: "<mode> <blob id>" by the path inside the stage. */
export type Tree = Record<string, string>;

/** The paths at which two trees differ, sorted. */
export function differences(one: Tree, other: Tree): string[] {
  const paths = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...paths].filter((path) => one[path] !== other[path]).sort();
}

/** A tree in which some paths are as in another one. */
export function replace(tree: Tree, paths: string[], other: Tree): Tree {
  const rest = Object.keys(tree).filter((path) => !paths.includes(path));
  return { ...pick(tree, rest), ...pick(other, paths) };
}

export function pick(tree: Tree, paths: string[]): Tree {
  const entries = paths.flatMap((path) => {
    const entry = tree[path];
    return entry ? [[path, entry]] : [];
  });
  return Object.fromEntries(entries);
}

/** The entries of a listing by git, whose parts a pattern names in order. */
export function parseEntries(
  listing: string,
  pattern: RegExp,
  folder: string,
): Tree {
  const entries = listing.split("\0").flatMap((line) => {
    const [, mode, id, path = ""] = pattern.exec(line) ?? [];
    const inside = path.slice(folder.length);
    return mode && isComparable(inside) ? [[inside, `${mode} ${id}`]] : [];
  });
  return Object.fromEntries(entries);
}
