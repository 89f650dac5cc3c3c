import { UsageError } from "../../stage/errors.ts";
import {
  isSameFile,
  readStage,
  readStageFile,
  type Tree,
} from "../read-stage.ts";
import { type Series, stagesAfter } from "../series.ts";
import { type Change, changesBetween } from "./change.ts";
import { findCommit, readCommitted } from "./git.ts";
import type { Store, Uncommitted } from "./store.ts";

export type Origin = {
  /** The change that is to be carried. */
  made: Change[];
  /** What it was compared with, in words. */
  since: string;
  uncommitted: Uncommitted;
};

/** What was changed in a stage since a commit, or since the last carry. */
export function readOrigin(
  series: Series,
  origin: string,
  revision: string | undefined,
  store: Store,
): Origin {
  const { root } = series;
  const commit = findCommit(root, "HEAD");
  const committed = readCommitted(root, commit, origin);
  const now = readStage(series, origin);
  const changes = changesBetween(committed, now);
  const uncommitted = { origin, commit, changes };
  if (revision) {
    const before = readBefore(root, revision, origin);
    const made = changesBetween(before, now);
    return { made, since: `commit ${revision}`, uncommitted };
  }
  const carried = carriedBefore(series, uncommitted, store);
  const before = withChanges(committed, carried);
  if (before.size === 0) refuseUnknown(origin, "HEAD");
  const made = changesBetween(before, now);
  const since = carried.length > 0 ? "the last carry" : "the last commit";
  return { made, since, uncommitted };
}

function readBefore(root: string, revision: string, origin: string) {
  const before = readCommitted(root, findCommit(root, revision), origin);
  if (before.size === 0) refuseUnknown(origin, revision);
  return before;
}

function refuseUnknown(origin: string, revision: string) {
  throw new UsageError(
    `There is no ${origin} in commit ${revision} to compare with.`,
  );
}

/** The next stage has these already, unless they were taken back there. */
function carriedBefore(series: Series, now: Uncommitted, store: Store) {
  const { origin, commit } = now;
  const carried = store.carried();
  const [next] = stagesAfter(series, origin);
  if (carried?.origin !== origin || carried.commit !== commit || !next) {
    return [];
  }
  const committed = readCommitted(series.root, commit, next);
  return carried.changes.filter(({ path }) => {
    const file = readStageFile(series.root, `${next}/${path}`);
    return !isSameFile(file, committed.get(path));
  });
}

function withChanges(tree: Tree, changes: Change[]): Tree {
  const changed = new Map(tree);
  for (const { path, oldPath, after } of changes) {
    if (oldPath) changed.delete(oldPath);
    if (after) changed.set(path, after);
    else changed.delete(path);
  }
  return changed;
}
