import { differences, replace, type Tree, type Trees } from "./trees.ts";

/** A change on its way: it was made between these two states of a stage. */
export type Change = { base: Tree; theirs: Tree };

export type Action =
  | "added"
  | "changed"
  | "merged"
  | "renamed"
  | "deleted"
  | "present"
  | "skipped"
  | "CONFLICT";

export type Outcome = {
  action: Action;
  path: string;
  note: string;
  /** The numbers of the lines where a conflict begins. */
  lines: number[];
};

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

export function isConflict({ action }: Outcome) {
  return action === "CONFLICT";
}

/** The numbers of the lines that begin a conflict. */
export function findMarkers(text: string): number[] {
  return text
    .split("\n")
    .flatMap((line, index) => (/^<{7} /.test(line) ? [index + 1] : []));
}

/** Names of stages in the markers, in the place of git's ids. */
function label(
  trees: Trees,
  tree: Tree,
  conflicts: string[],
  labels: string[],
) {
  const [mine, base, theirs] = labels;
  const named = { ...tree };
  for (const path of conflicts) {
    const entry = tree[path];
    const text = entry ? trees.read(entry) : "";
    if (!entry || findMarkers(text).length === 0) continue;
    const labelled = text
      .replace(/^<{7} .*$/gm, `<<<<<<< ${mine}`)
      .replace(/^\|{7} .*$/gm, `||||||| ${base}`)
      .replace(/^>{7} .*$/gm, `>>>>>>> ${theirs}`);
    named[path] = `${entry.split(" ")[0]} ${trees.store(labelled)}`;
  }
  return named;
}

function describeConflict(
  trees: Trees,
  after: Tree,
  path: string,
  theirs: Tree,
  stage: string,
) {
  if (!theirs[path]) {
    const note = `deleted, but ${stage} has changed it: delete or keep it`;
    return outcome("CONFLICT", path, note);
  }
  const lines = findMarkers(after[path] ? trees.read(after[path]) : "");
  const note = lines.length > 0 ? "" : "a binary file: take either version";
  return { ...outcome("CONFLICT", path, note), lines };
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

function outcome(action: Action, path: string, note = ""): Outcome {
  return { action, path, note, lines: [] };
}
