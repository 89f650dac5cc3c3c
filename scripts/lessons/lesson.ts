import type { Stage } from "../stage/stage.ts";
import type { LogBook } from "./log-book.ts";
import type { Story } from "./story.ts";
import type { Edit } from "./variant.ts";

/** What a lesson works with: a running stage, its log, and the output. */
export type Scene = { stage: Stage; log: LogBook; story: Story };

export type Verdict = { holds: boolean; because: string };

/** A claim about a stage; an error thrown by `judge` is a harness error. */
type Assertion<Facts> = {
  expectation: string;
  judge(scene: Scene, facts: Facts): Promise<Verdict>;
};

export type Part = "symptom" | "cure";

/**
 * One stimulus and two claims about its effect: the symptom on the stages
 * before `stage`, the cure on this one and all later ones.
 */
export type Lesson<Facts = unknown> = Record<Part, Assertion<Facts>> & {
  stage: string;
  title: string;
  /** Of a stage with several lessons: one for each chapter. */
  chapter?: Chapter;
  instances?: Record<string, number>;
  /** Whether it needs a stage on which no lesson was played before. */
  needsNewStage?: boolean;
  /** Checks that the store works, then applies the stimulus; throws if not. */
  stimulus(scene: Scene): Promise<Facts>;
  /** Stages without the cure, each of which must be judged "does not hold". */
  broken: Broken[];
};

/**
 * No earlier stage has the services of a chapter: its symptom is shown on the
 * lesson's own stage, where an edited copy of one service replaces the service.
 */
export type Chapter = {
  /** One word, such as "queue". */
  name: string;
  /** The service that is edited. */
  service: string;
  problem: Broken;
};

/** Edits of the lesson's own stage that disable its cure. */
type Broken = { about: string; edits: Edit[] };

export type Outcome = {
  result: "holds" | "does not hold" | "harness error";
  because: string;
};

/** "02" for the lesson of demo02, "99-queue" for one of a chapter. */
export function numberOf({
  stage,
  chapter,
}: Pick<Lesson, "stage" | "chapter">) {
  const number = stage.replace(/^demo/, "");
  return chapter ? `${number}-${chapter.name}` : number;
}

/** Ends a lesson whose preconditions are not met: a harness error. */
export function assume(
  condition: unknown,
  otherwise: string,
): asserts condition {
  if (!condition) throw new Error(otherwise);
}

export function holds(because: string): Verdict {
  return { holds: true, because };
}

export function doesNotHold(because: string): Verdict {
  return { holds: false, because };
}
