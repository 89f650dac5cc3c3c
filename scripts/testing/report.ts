import { appendFileSync, existsSync, readFileSync } from "node:fs";
import Mocha from "mocha";

/** An error; mocha prints the difference of what was compared, as texts. */
type Failure = {
  message: string;
  stack?: string;
  actual?: unknown;
  expected?: unknown;
};

export type Failed = {
  fullTitle: string;
  file?: string;
  err: Failure;
};

export type Report = {
  passed: number;
  failures: Failed[];
  skipped: string[];
  /** The title of the test or hook during which the report ends, if one is. */
  last: string | undefined;
  isWhole: boolean;
};

type Kind = "begin" | "pass" | "fail" | "pending" | "end";
type Line = { kind: Kind; fullTitle: string } & Partial<Failed>;

/** mocha's events, which are documented at Mocha.Runner.constants. */
const events = {
  hook: "begin",
  test: "begin",
  pass: "pass",
  fail: "fail",
  pending: "pending",
  end: "end",
} as const;

/**
 * A reporter that writes each event to `output` at once: the report of a run
 * that hangs and is killed has all until then, unlike that of mocha's "json".
 */
export default class Lines extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    for (const [event, kind] of Object.entries(events)) {
      runner.on(event, (test?: Mocha.Runnable, error?: Failure) => {
        const line = {
          kind,
          fullTitle: test?.fullTitle() ?? "",
          file: test?.file,
          err: error && textOf(error),
        };
        appendFileSync(
          options.reporterOptions.output,
          `${JSON.stringify(line)}\n`,
        );
      });
    }
  }
}

/** Compared objects are texts by now, unless they cannot be compared. */
function textOf({ message, stack, actual, expected }: Failure): Failure {
  const isText = typeof actual === "string" && typeof expected === "string";
  return {
    message,
    ...(stack && { stack }),
    ...(isText && { actual, expected }),
  };
}

/** What the reporter has written; nothing, if the run never came so far. */
export function readReport(file: string): Report {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const lines = text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
  const of = (kind: Kind) => lines.filter((line) => line.kind === kind);
  const last = lines.at(-1);
  return {
    passed: of("pass").length,
    failures: of("fail") as Failed[],
    skipped: of("pending").map(({ fullTitle }) => fullTitle),
    last: last?.kind === "begin" ? last.fullTitle : undefined,
    isWhole: last?.kind === "end",
  };
}
