import type { Stage } from "../stage/stage.ts";
import type { LogBook } from "./log-book.ts";
import type { Story } from "./story.ts";
import type { Edit } from "./variant.ts";

/** What a lesson plays with: a running stage, and somebody to tell. */
export type Scene = { stage: Stage; log: LogBook; story: Story };

export type Verdict = { holds: boolean; because: string };

/** A claim about a stage; whatever `judge` throws is no verdict on it. */
export type Assertion<Facts> = {
  expectation: string;
  judge(scene: Scene, facts: Facts): Promise<Verdict>;
};

export type Part = "symptom" | "cure";

/**
 * One stimulus and two claims about what comes of it: the symptom on the
 * stages before `stage`, the cure on this one and all later ones.
 */
export type Lesson<Facts = unknown> = Record<Part, Assertion<Facts>> & {
  stage: string;
  title: string;
  instances?: Record<string, number>;
  /** Sees that all is well, then does it; throws if all is not well. */
  stimulus(scene: Scene): Promise<Facts>;
  /** How to spoil the cure, which shows that its check can fail. */
  broken: { about: string; edits: Edit[] };
};

export type Outcome = {
  result: "holds" | "does not hold" | "harness error";
  because: string;
};

/** "02" for the lesson of demo02. */
export function numberOf({ stage }: Pick<Lesson, "stage">) {
  return stage.replace(/^demo/, "");
}

/** Ends a lesson that cannot tell anything, as all is not well before it. */
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
