import type { Step } from "./plan.ts";
import type { Part } from "./selection.ts";
import { isThorough } from "./thorough.ts";

const others = isThorough
  ? "not on the stages between the first and the last"
  : "on the last stage only; with CI=true on the first as well";

const leftOut: Partial<Record<Part, string>> = {
  browser: `${others}; the others have a customer's walk in their acceptance`,
  faults: others,
  ...(!isThorough && {
    lessons:
      "no cure between its own stage and the last; with CI=true on each stage",
  }),
};

/** What a run of the whole course leaves out of a part. */
export function leftOutOf(part: Part): string[] {
  const what = leftOut[part];
  return what ? [what] : [];
}

/** The step, with a result that says what was left out. */
export function sayingWhatIsLeftOut(step: Step): Step {
  const notRun = leftOutOf(step.part);
  if (notRun.length === 0) return step;
  return {
    ...step,
    run: async (output) => ({ ...(await step.run(output)), notRun }),
  };
}
