import { UsageError } from "../stage/errors.ts";

/** The stages of a course, in order; each is a folder below the root. */
export type Series = { root: string; stages: string[] };

/** The stage that a stage builds on; undefined for the first one. */
export function stageBefore({ stages }: Series, stage: string) {
  return stages[stages.indexOf(stage) - 1];
}

/** The stages that build on a stage, in order. */
export function stagesAfter({ stages }: Series, stage: string) {
  return stages.slice(stages.indexOf(stage) + 1);
}

/** Refuses the number that the talk leaves out, with the reason. */
export function refuseSkipped(text: string) {
  if (!/^(demo0?|0)?4$/.test(text)) return;
  throw new UsageError(
    `There is no demo04: the numbering follows the talk, which has no demo04.
The stage after demo03 is demo05.`,
  );
}
