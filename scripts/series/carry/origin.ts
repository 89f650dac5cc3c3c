import { UsageError } from "../../stage/errors.ts";
import { stagesAfter } from "../series.ts";
import type { Change } from "./arrive.ts";
import type { Route } from "./journey.ts";
import type { Carried } from "./store.ts";
import { differences, replace } from "./tree.ts";

/** The change in a stage since a commit, or since the last carry. */
export function readOrigin(
  { series, trees, store }: Route,
  origin: string,
  revision: string | undefined,
): { made: Change; since: string; carried: Carried } {
  const commit = trees.commitOf("HEAD");
  const theirs = trees.present(origin);
  const carried = { origin, commit, tree: theirs };
  const base = trees.committed(trees.commitOf(revision ?? commit), origin);
  if (Object.keys(base).length === 0) {
    throw new UsageError(
      `There is no ${origin} in commit ${revision ?? "HEAD"} to compare with.`,
    );
  }
  const last = store.carried();
  const [next] = stagesAfter(series, origin);
  const isLater = last?.origin === origin && last.commit === commit && next;
  if (revision || !isLater) {
    const since = revision ? `commit ${revision}` : "the last commit";
    return { made: { base, theirs }, since, carried };
  }
  // These are in the next stage, unless they were reverted there.
  const inNext = differences(
    trees.committed(commit, next),
    trees.present(next),
  );
  const done = differences(base, last.tree).filter((path) =>
    inNext.includes(path),
  );
  const made = { base: replace(base, done, last.tree), theirs };
  const since = done.length > 0 ? "the last carry" : "the last commit";
  return { made, since, carried };
}
