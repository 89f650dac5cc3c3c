import { hasOwnNetworks } from "./own-network.ts";
import type { Step } from "./plan.ts";
import { failedWith, type Output, type StepResult, totals } from "./result.ts";
import { isThorough } from "./thorough.ts";

export type Played = { name: string; result: StepResult };

/**
 * Runs the steps that start stages one after the other, and beside them all
 * others; two stages at a time when these are done, where each has a network
 * of its own and nobody wants to be thorough. Says what each came to, and its
 * time.
 */
export async function play(
  steps: Step[],
  say: (text: string) => void = console.log,
): Promise<Played[]> {
  const ofStages = steps.filter(({ needsPorts }) => needsPorts);
  const others = steps.filter(({ needsPorts }) => !needsPorts);
  const isShared = hasOwnNetworks() && !isThorough;
  const lanes = [[ofStages], isShared ? [others, ofStages] : [others]];
  const output = steps.length > 1 ? "pipe" : "inherit";
  const played: Played[] = [];
  await Promise.all(
    lanes.map(async (lane) => {
      for (const steps of lane) {
        for (let step = steps.shift(); step; step = steps.shift()) {
          played.push(await playStep(step, output, say));
        }
      }
    }),
  );
  return played;
}

async function playStep(
  step: Step,
  output: Output,
  say: (text: string) => void,
): Promise<Played> {
  const { name } = step;
  say(`▸ ${name}`);
  const start = performance.now();
  const result = await step
    .run(output)
    .catch((error: Error) => failedWith("crash", error.message));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (result.output) say(result.output.trimEnd());
  say(`  ${name}: ${totals([result])} (${seconds} s)`);
  return { name, result };
}

/** What failed or was left out, in short; the totals come last. */
export function summary(played: Played[]): string {
  const failed = played.flatMap(({ name, result }) =>
    result.failures.map(({ title, message }) => {
      const [firstLine] = message.split("\n");
      return `  ✗ ${name} › ${title}: ${firstLine}`;
    }),
  );
  const skipped = played.flatMap(({ name, result }) =>
    result.skipped.map((title) => `  - ${name} › ${title}`),
  );
  const notRun = played.flatMap(({ name, result }) =>
    (result.notRun ?? []).map((what) => `  - ${name}: ${what}`),
  );
  return [
    ...section("Failed:", failed),
    ...section("Skipped:", skipped),
    ...section("Not run, and not counted:", notRun),
    "",
    totals(played.map(({ result }) => result)),
  ].join("\n");
}

function section(heading: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : ["", heading, ...lines];
}
