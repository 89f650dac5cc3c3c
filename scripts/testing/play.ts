import type { Step } from "./plan.ts";
import { failedWith, type StepResult, totals } from "./result.ts";

export type Played = { name: string; result: StepResult };

/** Runs one step after the other and says what each came to, and its time. */
export async function play(steps: Step[]): Promise<Played[]> {
  const played: Played[] = [];
  for (const step of steps) {
    console.log(`▸ ${step.name}`);
    const start = performance.now();
    const result = await step
      .run()
      .catch((error: Error) => failedWith("crash", error.message));
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.log(`  ${totals([result])} (${seconds} s)`);
    played.push({ name: step.name, result });
  }
  return played;
}

/** What failed and what was skipped, in short; the totals come last. */
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
  return [
    ...section("Failed:", failed),
    ...section("Skipped:", skipped),
    "",
    totals(played.map(({ result }) => result)),
  ].join("\n");
}

function section(heading: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : ["", heading, ...lines];
}
