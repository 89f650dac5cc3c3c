import { UsageError } from "./stage/errors.ts";
import { plan } from "./testing/plan.ts";
import { playAll, type Result, totals } from "./testing/run.ts";
import { select, usage } from "./testing/selection.ts";

export const options = ["title", "only", "ci", "all", "help"];

/** `npm test`: all that can be checked, or one stage, service or file. */
export async function main(args: string[]) {
  if (args.includes("--help")) return console.log(usage);
  const start = performance.now();
  const selection = select(args, process.env.INIT_CWD ?? process.cwd());
  const { runs, leftOut } = plan(selection);
  const results = await playAll(runs);
  if (results.every(isEmpty)) {
    throw new UsageError(`No test has "${selection.title}" in its title.`);
  }
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(summary(results, leftOut, seconds));
  const isGood = results.every(({ failures }) => failures.length === 0);
  process.exitCode = isGood ? 0 : 1;
}

function isEmpty({ passed, failures, skipped }: Result): boolean {
  return passed + failures.length + skipped.length === 0;
}

/** What failed and how to repeat it, what was left out, and the totals. */
function summary(results: Result[], leftOut: string[], seconds: number) {
  const failed = results.flatMap(({ name, failures }) =>
    failures.map(
      ({ title, message, again }) =>
        `  ✗ ${name} › ${title}: ${message}\n    repeat it alone: ${again}`,
    ),
  );
  const skipped = results.flatMap((result) =>
    result.skipped.map((title) => `  - ${result.name} › ${title}`),
  );
  return [
    ...section("Failed:", failed),
    ...section("Skipped:", skipped),
    ...section(
      "Left out (see npm test -- --ci and --all):",
      leftOut.map((what) => `  - ${what}`),
    ),
    `\nTook ${seconds} s.\n\n${totals(results)}`,
  ].join("\n");
}

function section(heading: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : ["", heading, ...lines];
}
