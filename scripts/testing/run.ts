import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { courseDirectory } from "../course.ts";
import { pathOf } from "./files.ts";
import { hasOwnNetworks, inOwnNetwork } from "./network.ts";
import { type Line, readReport } from "./report.ts";

/** One command of the tests, in a process of its own. */
export type Run = {
  name: string;
  /** A program below node_modules, and its arguments. */
  program: string[];
  /** For mocha, whose report tells which tests failed. */
  files?: string[];
  /** Part of the title of the tests to run. */
  title?: string;
  /** The stage that is started once for all of these tests. */
  stage?: string;
  env?: Record<string, string>;
  /** Whether the run starts stages, which listen on fixed ports. */
  needsPorts: boolean;
  timeoutMs: number;
  /** The arguments of `npm test` by which it was selected. */
  args: string[];
};

/** A test that failed, and the command that repeats it alone. */
export type Failure = { title: string; message: string; again: string };
export type Result = {
  name: string;
  passed: number;
  failures: Failure[];
  skipped: string[];
};

/** A promise that is rejected and not handled fails the test that runs. */
const nodeOptions = ["--import=tsx", "--unhandled-rejections=strict"];

/** Does one run; a crash, a hang and a run without a test are failures. */
export async function play(run: Run): Promise<Result> {
  console.log(`▸ ${run.name}`);
  const start = performance.now();
  const folder = mkdtempSync(join(tmpdir(), "pie-test-"));
  const end = await execute(run, folder);
  const output = readFileSync(join(folder, "output"), "utf8");
  const lines = readReport(join(folder, "report"));
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });

  const of = (event: Line["event"]) =>
    lines.filter((line) => line.event === event);
  const problem = run.files ? problemOf(run, lines, end) : end && "see above";
  const failures = of("fail").map((line) => failureOf(run, line));
  if (problem) {
    const title = `ended with ${end}`;
    failures.push(failureOf(run, { title, message: problem }));
  }
  const skipped = of("pending").map(({ title }) => title);
  const passed = run.files ? of("pass").length : Number(end === 0);
  const result = { name: run.name, passed, failures, skipped };
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`${output}  ${run.name}: ${totals([result])} (${seconds} s)`);
  return result;
}

/** Writes the files `output` and `report`; returns the exit code or the signal. */
async function execute(run: Run, folder: string): Promise<number | string> {
  const { program, files, title, needsPorts, timeoutMs } = run;
  const [tool = "", ...args] = program;
  const report = `output=${join(folder, "report")}`;
  const reporter = join(import.meta.dirname, "report.ts");
  const command = [
    process.execPath,
    ...(files ? nodeOptions : []),
    ...[join(courseDirectory, "node_modules", tool), ...args],
    ...(files ? ["--reporter", reporter, "--reporter-option", report] : []),
    ...(title ? [`--fgrep=${title}`] : []),
    ...(files ?? []),
  ];
  const isApart = needsPorts && hasOwnNetworks();
  const [first = "", ...rest] = isApart ? inOwnNetwork(command) : command;
  const output = openSync(join(folder, "output"), "w");
  const child = spawn(first, rest, {
    cwd: courseDirectory,
    env: { ...process.env, ...run.env },
    stdio: ["ignore", output, output],
    timeout: timeoutMs,
    killSignal: "SIGKILL",
  });
  const [code, signal] = await once(child, "close");
  closeSync(output);
  return code ?? signal;
}

/** What is wrong with a run of mocha, beside tests that failed. */
function problemOf({ title }: Run, lines: Line[], end: number | string) {
  const isIn = (...events: Line["event"][]) =>
    lines.some(({ event }) => events.includes(event));
  if (!isIn("end")) {
    // Files that run in parallel are reported when they end.
    const last = lines.findLast(({ event }) => /hook|test/.test(event));
    return `has not run to its end${last ? `, but after the start of "${last.title}"` : ""}`;
  }
  if (isIn("fail")) return undefined;
  if (end !== 0) return "after its last test";
  return isIn("pass", "pending") || title ? undefined : "has no test";
}

/** A hook has no test's title: its file is repeated as a whole. */
function failureOf(
  run: Run,
  { title, message = "", file }: Omit<Line, "event">,
) {
  const isHook = /"(before|after) (all|each)" hook/.test(title);
  // A shell would read what follows; a part of a title is enough.
  const [part] = title.split(/[`$"\\!%\n]/);
  const isAlone = file && !run.env?.MONOLITH;
  const words = isAlone
    ? [run.stage, pathOf(file), run.args.includes("--all") && "--all"]
    : [...run.args, `--only "${run.name}"`];
  const byTitle = file && !isHook && `--title "${part}"`;
  const again = ["npm test --", ...words, byTitle].filter(Boolean).join(" ");
  return { title, message, again };
}

/** The last line: `N passed, N failed`, and how many were skipped. */
export function totals(results: Result[]): string {
  const sum = (count: (result: Result) => number) =>
    results.reduce((total, result) => total + count(result), 0);
  const skipped = sum((result) => result.skipped.length);
  const failed = sum(({ failures }) => failures.length);
  const line = `${sum(({ passed }) => passed)} passed, ${failed} failed`;
  return skipped === 0 ? line : `${line}, ${skipped} skipped`;
}

/**
 * Does all runs, two at a time: any two if stages can have networks of their own,
 * else one that starts stages beside one that does not.
 */
export async function playAll(runs: Run[]): Promise<Result[]> {
  const queue = [...runs];
  const results: Result[] = [];
  async function work(takes: (run: Run) => boolean) {
    for (let run = queue.find(takes); run; run = queue.find(takes)) {
      queue.splice(queue.indexOf(run), 1);
      results.push(await play(run));
    }
  }
  const isApart = hasOwnNetworks();
  await Promise.all([
    work(({ needsPorts }) => isApart || needsPorts),
    work(({ needsPorts }) => isApart || !needsPorts),
  ]);
  return results;
}
