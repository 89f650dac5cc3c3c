import { isSameFile, type StageFile } from "../read-stage.ts";
import type { Change } from "./change.ts";
import { type Labels, type Merged, mergeFiles } from "./merge.ts";

/** A stage to be changed: how its files are read, and names for its versions. */
export type Target = {
  name: string;
  read: (path: string) => StageFile | undefined;
  labels: Labels;
};

export type Write = { path: string; file: StageFile | undefined };

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
  /** Numbers of the lines where a conflict begins. */
  lines: number[];
  writes: Write[];
  /** The change as this stage has taken it, for the stage after it. */
  onward: Change;
};

/** What a change means to a stage; nothing is written yet. */
export function applyChange(change: Change, target: Target): Outcome[] {
  const { path, oldPath, before, after } = change;
  if (oldPath && target.read(oldPath) && target.read(path)) {
    return [
      ...applyChange({ path: oldPath, before }, target),
      ...applyChange({ path, after }, target),
    ];
  }
  if (!after) return [remove(change, target)];
  return [before ? edit(change, target) : add(change, target)];
}

function remove(change: Change, { name, read }: Target): Outcome {
  const { path, before } = change;
  const mine = read(path);
  if (!mine) return outcome("present", change, { note: "already gone" });
  const onward = { path, before: mine };
  if (!isSameFile(before, mine)) {
    const note = `deleted, but ${name} has changed it: delete or keep it`;
    return outcome("CONFLICT", onward, { note });
  }
  return outcome("deleted", onward, { writes: [{ path, file: undefined }] });
}

function add(change: Change, target: Target): Outcome {
  const { path, after } = change;
  const mine = target.read(path);
  if (!after || isSameFile(after, mine)) return outcome("present", change);
  if (mine) return merge(change, mine, target);
  return outcome("added", change, { writes: [{ path, file: after }] });
}

function edit(change: Change, target: Target): Outcome {
  const { path, oldPath } = change;
  const mine = (oldPath && target.read(oldPath)) || target.read(path);
  if (mine) return merge(change, mine, target);
  const note = `${target.name} has no such file`;
  return outcome("skipped", change, { note });
}

function merge(change: Change, mine: StageFile, target: Target): Outcome {
  const { path, oldPath } = change;
  const { file, conflicts, isBinary } = mergeInto(change, mine, target.labels);
  const isMoved = oldPath !== undefined && !target.read(path);
  const onward = { ...change, before: mine, after: file };
  const writes: Write[] = [];
  if (isMoved) writes.push({ path: oldPath, file: undefined });
  if (isMoved || !isSameFile(file, mine)) writes.push({ path, file });
  const done = (action: Action, note = "") =>
    outcome(action, onward, { writes, note, lines: conflicts });

  if (isBinary) return done("CONFLICT", "no text: take either file");
  if (conflicts.length > 0) return done("CONFLICT");
  if (isMoved) return done("renamed", `from ${oldPath}`);
  if (writes.length === 0) {
    return outcome("present", withoutChange(change, mine, target.labels));
  }
  return done(isSameFile(file, change.after) ? "changed" : "merged");
}

function mergeInto(change: Change, mine: StageFile, labels: Labels): Merged {
  const after = change.after as StageFile;
  return mergeFiles({ before: change.before, after, mine }, labels);
}

/**
 * A stage that has the change already: what the next stage is to take is the
 * same change, seen in this stage's file, so it is undone there in thought.
 */
function withoutChange(change: Change, mine: StageFile, labels: Labels) {
  const { before, after } = change;
  if (!before || !after) return change;
  const reverse = { ...change, before: after, after: before };
  const { file, conflicts, isBinary } = mergeInto(reverse, mine, labels);
  const isClean = conflicts.length === 0 && !isBinary;
  return isClean ? { ...change, before: file, after: mine } : change;
}

function outcome(
  action: Action,
  onward: Change,
  rest: Partial<Outcome> = {},
): Outcome {
  const { path } = onward;
  return { action, path, note: "", lines: [], writes: [], onward, ...rest };
}
