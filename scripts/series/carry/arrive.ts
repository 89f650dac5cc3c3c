import { describeConflict, label } from "./conflict.ts";
import { type Outcome, outcome } from "./outcome.ts";
import { differences, replace, type Tree } from "./tree.ts";
import type { Trees } from "./trees.ts";

/** A change on its way: it was made between these two states of a stage. */
export type Change = { base: Tree; theirs: Tree };

export type Arrival = {
  stage: string;
  before: Tree;
  after: Tree;
  outcomes: Outcome[];
  /** The change as this stage has taken it, for the stage after it. */
  onward: Change;
};

/** Merges a change into the files of a stage; nothing is written yet. */
export function arrive(
  trees: Trees,
  { base, theirs }: Change,
  stage: string,
  from: string,
): Arrival {
  const before = trees.present(stage);
  const merged = trees.merge(base, before, theirs);
  const isSkipped = (path: string) =>
    Boolean(base[path] && theirs[path] && !before[path]);
  const skipped = merged.conflicts.filter(isSkipped);
  const conflicts = merged.conflicts.filter((path) => !isSkipped(path));
  const labels = [stage, `${from} before`, `${from} now`];
  const clean = replace(merged.tree, skipped, before);
  const after = label(trees, clean, conflicts, labels);
  const untouched = differences(base, theirs).filter(
    (path) => before[path] === after[path] && !conflicts.includes(path),
  );
  const change = { base, theirs };
  const outcomes = [
    ...untouched.map((path) =>
      isSkipped(path)
        ? outcome("skipped", path, `${stage} has no such file`)
        : outcome("present", path),
    ),
    ...conflicts.map((path) =>
      describeConflict(trees, after, path, theirs, stage),
    ),
    ...describeDone(trees, before, after, theirs, conflicts),
  ].toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const onward = passOn(
    trees,
    change,
    { base: before, theirs: after },
    untouched,
  );
  return { stage, before, after, outcomes, onward };
}

function describeDone(
  trees: Trees,
  before: Tree,
  after: Tree,
  theirs: Tree,
  conflicts: string[],
): Outcome[] {
  const renames = trees.renames(before, after);
  const gone = new Set(renames.values());
  return differences(before, after)
    .filter((path) => !conflicts.includes(path) && !gone.has(path))
    .map((path) => {
      const oldPath = renames.get(path);
      if (oldPath) return outcome("renamed", path, `from ${oldPath}`);
      if (!after[path]) return outcome("deleted", path);
      if (!before[path]) return outcome("added", path);
      return outcome(after[path] === theirs[path] ? "changed" : "merged", path);
    });
}

/**
 * A file that a stage has in its changed form already is passed on as a change
 * from its unchanged form, which is found by merging the change backwards. A
 * file that a stage does not have is passed on as it came.
 */
function passOn(
  trees: Trees,
  came: Change,
  taken: Change,
  untouched: string[],
): Change {
  if (untouched.length === 0) return taken;
  const undone = trees.merge(came.theirs, taken.base, came.base);
  const isUndone = (path: string) =>
    !undone.conflicts.includes(path) && undone.tree[path] !== taken.base[path];
  const foreign = untouched.filter((path) => !isUndone(path));
  const base = replace(taken.base, untouched.filter(isUndone), undone.tree);
  return {
    base: replace(base, foreign, came.base),
    theirs: replace(taken.theirs, foreign, came.theirs),
  };
}
