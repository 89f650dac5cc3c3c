import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import Mocha from "mocha";
import { courseDirectory } from "../course.ts";
import { hasOwnNetworks, inOwnNetwork } from "./network.ts";

/** One command of the tests, in a process of its own. */
export type Run = {
  name: string;
  /** A program below node_modules, and its arguments. */
  program: string[];
  /** For mocha, the program that reports which tests failed. */
  files?: string[];
  env?: Record<string, string>;
  /** Starts stages, which listen on fixed ports. */
  needsPorts: boolean;
  limitMs?: number;
  /** What `npm test` is given to repeat this run, or one file of it. */
  again: string;
};

export type Failure = { title: string; message: string; again: string };
export type Result = {
  name: string;
  passed: number;
  failures: Failure[];
  skipped: string[];
};
type Report = { passes: Test[]; failures: Test[]; pending: Test[] };
type Test = { fullTitle: string; file?: string; err: Error };

/** Does one run; a crash, a hang and a run without a test are failures. */
export async function play(run: Run): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "pie-test-"));
  const report = join(folder, "report.json");
  console.log(`▸ ${run.name}`);
  const start = performance.now();
  const { output, end } = await execute(run, report);
  const result = run.files
    ? read(run, report, end)
    : { name: run.name, passed: 1, failures: [], skipped: [] };
  if (!run.files && end !== 0) result.passed = 0;
  if (end !== 0 && result.failures.length === 0) {
    result.failures.push(failed(run, `${run.name} ended with ${end}`));
  }
  rmSync(folder, { recursive: true });
  if (run.files ? output : end !== 0) console.log(output.trimEnd());
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`  ${run.name}: ${totals([result])} (${seconds} s)`);
  return result;
}

async function execute(run: Run, report: string) {
  const [program = "", ...args] = run.program;
  const node = [process.execPath, ...(run.files ? ["--import=tsx"] : [])];
  const tool = join(courseDirectory, "node_modules", program);
  const reporter = run.files
    ? ["--reporter=json", "--reporter-option", `output=${report}`, ...run.files]
    : [];
  const command = [...node, tool, ...args, ...reporter];
  const isApart = run.needsPorts && hasOwnNetworks();
  const [first = "", ...rest] = isApart ? inOwnNetwork(command) : command;
  const child = spawn(first, rest, {
    cwd: courseDirectory,
    env: { ...process.env, ...run.env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: run.limitMs ?? 300_000,
    killSignal: "SIGKILL",
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const [code, signal] = await once(child, "close");
  return { output, end: (code ?? signal) as number | string };
}

function read(run: Run, report: string, end: number | string): Result {
  const { name } = run;
  try {
    const { passes, failures, pending } = JSON.parse(
      readFileSync(report, "utf8"),
    ) as Report;
    const isEmpty = passes.length + failures.length + pending.length === 0;
    Mocha.reporters.Base.list(failures.map(withPath));
    return {
      name,
      passed: passes.length,
      skipped: pending.map(({ fullTitle }) => fullTitle),
      failures: isEmpty
        ? [failed(run, "not one test was found")]
        : failures.map((test) => failureOf(run, test)),
    };
  } catch {
    const message = `the tests broke off (${end}) without a result`;
    return { name, passed: 0, skipped: [], failures: [failed(run, message)] };
  }
}

/** As mocha's own list of failures wants a test. */
function withPath(test: Test) {
  return { ...test, titlePath: () => [test.fullTitle] } as never;
}

function failureOf({ again }: Run, { fullTitle, file, err }: Test): Failure {
  const path = file && relative(courseDirectory, file).split(sep).join("/");
  const title = / hook( for|:| in)? /.test(fullTitle)
    ? ""
    : ` --title ${JSON.stringify(fullTitle)}`;
  const stage = again.split(" ").filter((word) => /^demo\d+$/.test(word));
  const words = path ? [...stage, path] : [again];
  const [message = ""] = (err.message ?? "").split("\n");
  return {
    title: fullTitle,
    message,
    again: `npm test -- ${words.join(" ")}${title}`,
  };
}

function failed({ name, again }: Run, message: string): Failure {
  return { title: name, message, again: `npm test -- ${again}` };
}

/** The last line: `N passed, N failed`, and how many were skipped. */
export function totals(results: Result[]): string {
  const sum = (count: (result: Result) => number) =>
    results.reduce((total, result) => total + count(result), 0);
  const skipped = sum((result) => result.skipped.length);
  const failures = sum((result) => result.failures.length);
  const line = `${sum(({ passed }) => passed)} passed, ${failures} failed`;
  return skipped === 0 ? line : `${line}, ${skipped} skipped`;
}

/**
 * Does all runs, two at a time: if stages can have networks of their own, any
 * two of them, else one that starts stages beside one that does not.
 */
export async function playAll(runs: Run[]): Promise<Result[]> {
  const queue = [...runs];
  const results: Result[] = [];
  async function work(takes: (run: Run) => boolean) {
    for (;;) {
      const index = queue.findIndex(takes);
      const [run] = index < 0 ? [] : queue.splice(index, 1);
      if (!run) return;
      results.push(await play(run));
    }
  }
  const isApart = hasOwnNetworks();
  await Promise.all(
    [true, false].map((ports) =>
      work(({ needsPorts }) => isApart || needsPorts === ports),
    ),
  );
  return results;
}
