import { countOf, type Overview } from "./overview.ts";

type Source = Overview["sources"][number];

export type State = {
  name: "up to date" | "failing" | "first copy" | "copying" | "stopped";
  /** What it is doing, if that takes long. */
  detail?: string;
};

/** The state of a source in a replica, in a word. */
export function stateOf(
  { error, walk, lagSeconds }: Source,
  { filledBy }: Overview,
): State {
  if (error) return { name: "failing" };
  if (!filledBy) return { name: "stopped" };
  const isFirst = lagSeconds === null;
  // A walk of a second is no news.
  if (walk && (isFirst || walk.read >= 1_000)) {
    const detail =
      walk.phase === "copy"
        ? `${countOf(walk.read, "record")} read`
        : `${countOf(walk.kept, "record")} checked`;
    return { name: isFirst ? "first copy" : "copying", detail };
  }
  return { name: isFirst ? "first copy" : "up to date" };
}
