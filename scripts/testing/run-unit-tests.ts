import type { Repeats } from "./repeats.ts";
import type { StepResult } from "./result.ts";
import { type MochaRun, runMocha } from "./run-mocha.ts";

/** Runs unit tests, but for those that an earlier stage has as they are. */
export async function runUnitTests(
  run: MochaRun,
  repeats: () => Promise<Repeats>,
  runFiles: (run: MochaRun) => Promise<StepResult> = runMocha,
): Promise<StepResult> {
  const known = await repeats();
  const files = run.files.filter((file) => !known.has(file));
  const notRun = describeRepeats(run.files, known);
  if (files.length === 0 && notRun.length > 0) {
    return { passed: 0, failures: [], skipped: [], notRun };
  }
  return { ...(await runFiles({ ...run, files })), notRun };
}

function describeRepeats(files: string[], known: Repeats): string[] {
  const counts = new Map<string, number>();
  for (const file of files) {
    const stage = known.get(file);
    if (stage) counts.set(stage, (counts.get(stage) ?? 0) + 1);
  }
  return [...counts].map(
    ([stage, count]) =>
      `${count} of ${files.length} files: ${stage} has them, and all that they reach, as they are`,
  );
}
