import Mocha from "mocha";
import type { StepResult } from "./result.ts";

/**
 * A reporter that shows each failure in full where it happens, and every test
 * if `verbose`; `onEnd` gets the counts. A test without a body is a skipped
 * one, and its title says why.
 */
export function reporter(
  verbose: boolean,
  onEnd: (result: StepResult) => void,
): typeof Mocha.reporters.Base {
  const Base = verbose ? Mocha.reporters.Spec : Mocha.reporters.Base;
  return class extends Base {
    constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
      super(runner, options);
      const result: StepResult = { passed: 0, failures: [], skipped: [] };
      runner.on("pass", () => {
        result.passed++;
      });
      runner.on("pending", (test) => result.skipped.push(test.fullTitle()));
      runner.on("fail", (test, error) => {
        const message = error?.message ?? String(error);
        result.failures.push({ title: test.fullTitle(), message });
        if (!verbose) Mocha.reporters.Base.list([test]);
      });
      runner.on("end", () => onEnd(result));
    }
  };
}
