import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { constants, setPriority, tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import Mocha from "mocha";
import { courseDirectory } from "../course.ts";
import { hasOwnNetworks, inOwnNetwork } from "./network.ts";
import { type Failed, readReport } from "./report.ts";

/** One command of the tests, in a process of its own. */
export type Run = {
  name: string;
  /** A program below node_modules, and its arguments. */
  program: string[];
  /** For mocha, whose report tells which tests failed. */
  files?: string[];
  env?: Record<string, string>;
  /** Whether the run starts stages, which listen on fixed ports. */
  needsPorts: boolean;
  /** After how long without a test or a hook the run is killed. */
  silentMs?: number;
  /** What `npm test` is given to repeat this run. */
  again: string;
};

export type Failure = { title: string; message: string; again: string };
export type Result = Pick<Run, "name"> & {
  passed: number;
  failures: Failure[];
  skipped: string[];
};

/** A promise that is rejected and not handled fails the test that runs. */
const nodeOptions = ["--import=tsx", "--unhandled-rejections=strict"];

const reporter = `--reporter=${join(import.meta.dirname, "report.ts")}`;

const low = constants.priority.PRIORITY_BELOW_NORMAL;

/** Does one run; a crash, a hang and a run without a test are failures. */
export async function play(run: Run): Promise<Result> {
  console.log(`▸ ${run.name}`);
  const start = performance.now();
  const folder = mkdtempSync(join(tmpdir(), "pie-test-"));
  const file = join(folder, "report");
  const { output, end } = await execute(run, file);
  const report = readReport(file);
  rmSync(folder, { recursive: true });

  const result = {
    name: run.name,
    passed: run.files ? report.passed : Number(end === 0),
    failures: report.failures.map((test) => failureOf(run, test)),
    skipped: report.skipped,
  };
  const isEmpty = result.passed + result.skipped.length === 0;
  const isCut = run.files && !report.isWhole;
  if (isCut || (result.failures.length === 0 && (end !== 0 || isEmpty))) {
    const message =
      report.isWhole && !isEmpty
        ? "left something running"
        : `has not run to its end${report.last ? `, but to "${report.last}"` : ""}`;
    const again = `npm test -- ${run.again}`;
    result.failures.push({ title: `ended with ${end}`, message, again });
  }
  if (run.files || end !== 0) console.log(output.trimEnd());
  Mocha.reporters.Base.list(report.failures.map(withPath));
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`  ${run.name}: ${totals([result])} (${seconds} s)`);
  return result;
}

async function execute({ program, files, ...run }: Run, report: string) {
  const [tool = "", ...args] = program;
  const command = [
    process.execPath,
    ...(files ? nodeOptions : []),
    ...[join(courseDirectory, "node_modules", tool), ...args],
    ...(files ? [reporter, `--reporter-option=output=${report}`] : []),
    ...(files ?? []),
  ];
  const isApart = run.needsPorts && hasOwnNetworks();
  const [first = "", ...rest] = isApart ? inOwnNetwork(command) : command;
  const child = spawn(first, rest, {
    cwd: courseDirectory,
    env: { ...process.env, ...run.env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 1_500_000,
    killSignal: "SIGKILL",
  });
  const watch = killIfSilent(child, report, run.silentMs ?? 600_000);
  // Tests measure time: a check gets what they leave.
  if (!files && child.pid) setPriority(child.pid, low);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const [code, signal] = await once(child, "close");
  clearInterval(watch);
  return { output, end: (code ?? signal) as number | string };
}

/** Files that run in parallel are reported when they end: none takes so long. */
function killIfSilent(child: ChildProcess, report: string, limitMs: number) {
  let since = performance.now();
  let size = 0;
  return setInterval(() => {
    const { size: now } = statSync(report, { throwIfNoEntry: false }) ?? {
      size,
    };
    if (now !== size) since = performance.now();
    size = now;
    if (performance.now() - since > limitMs) child.kill("SIGKILL");
  }, limitMs / 20);
}

/** A test in the form that mocha's list of failures has. */
function withPath(test: Failed) {
  return { ...test, titlePath: () => [test.fullTitle] } as never;
}

/** A hook has no test's title: its file is repeated as a whole. */
function failureOf(run: Run, { fullTitle, file, err }: Failed): Failure {
  const path = file && relative(courseDirectory, file).split(sep).join("/");
  const stage = run.env?.STAGE ? [run.again.split(" ")[0]] : [];
  const isHook = /"(before|after) (all|each)" hook/.test(fullTitle);
  const title = isHook ? [] : ["--title", JSON.stringify(fullTitle)];
  const words = path ? [...stage, path, ...title] : [run.again];
  const settings = ["MONOLITH", "TEST_ALL"]
    .filter((name) => run.env?.[name])
    .map((name) => `${name}=1 `)
    .join("");
  const [message = ""] = err.message.split("\n");
  return {
    title: fullTitle,
    message,
    again: `${settings}npm test -- ${words.join(" ")}`,
  };
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
 * Does all runs. Tests run two at a time: any two runs of them if stages can have
 * networks of their own, else one that starts stages beside one that does not.
 * Checks run beside them.
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
  const needsPorts = (run: Run) => run.needsPorts;
  const isTest = ({ files }: Run) => files !== undefined;
  const tests = hasOwnNetworks()
    ? [isTest, isTest]
    : [needsPorts, (run: Run) => isTest(run) && !needsPorts(run)];
  const lanes = [...tests, (run: Run) => !isTest(run)];
  await Promise.all(lanes.map(work));
  return results;
}
