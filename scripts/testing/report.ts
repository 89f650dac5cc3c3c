import { appendFileSync, existsSync, readFileSync } from "node:fs";
import Mocha from "mocha";

/** Of mocha's events: see Mocha.Runner.constants. */
const events = ["hook", "test", "pass", "fail", "pending", "end"] as const;

export type Line = {
  event: (typeof events)[number];
  title: string;
  file?: string;
  message?: string;
};

/**
 * Prints each failure, and writes each event to `output`, at once: the report of
 * a run that hangs and is killed has all until then, unlike that of mocha's "json".
 */
export default class Lines extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    for (const event of events) {
      runner.on(event, (test?: Mocha.Runnable, error?: Error) => {
        const title = test?.fullTitle() ?? "";
        const [message] = error?.message.trim().split("\n") ?? [];
        const file = test?.file ?? test?.ctx?.currentTest?.file;
        const line: Line = { event, title, file, message };
        appendFileSync(
          options.reporterOptions.output,
          `${JSON.stringify(line)}\n`,
        );
      });
    }
    runner.on("fail", (test) => Mocha.reporters.Base.list([test]));
  }
}

/** What the reporter has written; nothing, if the run never came so far. */
export function readReport(file: string): Line[] {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}
