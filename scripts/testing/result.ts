export type Failure = { title: string; message: string };

/** What a step of the tests came to. */
export type StepResult = {
  passed: number;
  failures: Failure[];
  skipped: string[];
  /** What was left out, and why. */
  notRun?: string[];
  /** What a step said that ran beside another one. */
  output?: string;
};

/** How a step says what it has to say: at once, or in its result. */
export type Output = "inherit" | "pipe";

export function failedWith(title: string, message: string): StepResult {
  return { passed: 0, failures: [{ title, message }], skipped: [] };
}

/** A step that tested nothing has not passed. */
export function orNothingRan(result: StepResult): StepResult {
  const { passed, failures, skipped } = result;
  if (passed + failures.length + skipped.length > 0) return result;
  return failedWith("no tests", "not one test was found here");
}

/** The last line: `N passed, N failed` or `N passed, N failed, N skipped`. */
export function totals(results: StepResult[]): string {
  const sum = (count: (result: StepResult) => number) =>
    results.reduce((total, result) => total + count(result), 0);
  const skipped = sum((result) => result.skipped.length);
  const line = `${sum((result) => result.passed)} passed, ${sum((result) => result.failures.length)} failed`;
  return skipped === 0 ? line : `${line}, ${skipped} skipped`;
}
