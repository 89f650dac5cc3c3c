import { comparable } from "../comparable.ts";
import { isSameFile, type StageFile, type Tree } from "../read-stage.ts";
import { findRenames } from "../renames.ts";

/** What happened to one file: without `before` it is new, without `after` gone. */
export type Change = {
  path: string;
  /** Set when the file has moved here from another path. */
  oldPath?: string | undefined;
  before?: StageFile | undefined;
  after?: StageFile | undefined;
};

/** Everything that differs between two states of a stage and can be carried. */
export function changesBetween(old: Tree, now: Tree): Change[] {
  const before = comparable(old);
  const after = comparable(now);
  const renames = findRenames(before, after);
  const moved = new Set(renames.values());
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => !moved.has(path))
    .sort()
    .map((path): Change => {
      const oldPath = renames.get(path);
      const source = before.get(oldPath ?? path);
      return { path, oldPath, before: source, after: after.get(path) };
    })
    .filter(
      ({ oldPath, before, after }) => oldPath || !isSameFile(before, after),
    );
}
