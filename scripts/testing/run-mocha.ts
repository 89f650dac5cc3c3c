import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { hasOwnNetworks, inOwnNetwork } from "./own-network.ts";
import {
  failedWith,
  type Output,
  orNothingRan,
  type StepResult,
} from "./result.ts";

const program = fileURLToPath(new URL("./mocha-process.ts", import.meta.url));

export type MochaRun = {
  files: string[];
  env?: Record<string, string>;
  /** A file that exports `mochaHooks`. */
  hooks?: string;
  verbose?: boolean;
  /** For one test. */
  timeoutMs: number;
  /** For all of them; what runs longer hangs. */
  limitMs?: number;
  output?: Output;
  /** Where every port is free, if this machine can do that. */
  inOwnNetwork?: boolean;
};

/** Runs test files in a process of their own, so that a crash is a failure. */
export async function runMocha(run: MochaRun): Promise<StepResult> {
  if (run.files.length === 0) {
    return failedWith("no tests", "not one test file was found here");
  }
  const { output = "inherit" } = run;
  const [program = "", ...args] = commandOf(run);
  const child = spawn(program, args, {
    stdio: ["ignore", output, output, "ipc"],
    env: { ...process.env, ...run.env },
    timeout: run.limitMs ?? 300_000,
    killSignal: "SIGKILL",
  });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text) => said.push(text));
  }
  let result: StepResult | undefined;
  child.on("message", (message) => {
    result = message as StepResult;
  });
  const [code, signal] = await once(child, "close");
  const judged = judge(result, code ?? signal);
  if (output === "inherit") return judged;
  return { ...judged, output: said.join("") };
}

function commandOf(run: MochaRun): string[] {
  const isApart = run.inOwnNetwork && hasOwnNetworks();
  return isApart ? inOwnNetwork(nodeCommand(run)) : nodeCommand(run);
}

function nodeCommand({ files, hooks, verbose, timeoutMs }: MochaRun) {
  return [
    process.execPath,
    "--import=tsx",
    program,
    `--timeout=${timeoutMs}`,
    ...(hooks ? [`--hooks=${hooks}`] : []),
    ...(verbose ? ["--verbose"] : []),
    ...files,
  ];
}

function judge(
  result: StepResult | undefined,
  end: number | string,
): StepResult {
  if (!result) {
    return failedWith("crash", `the tests broke off (${end}) without a result`);
  }
  if (end === 0) return orNothingRan(result);
  const message = `the tests left something running, or ended badly (${end})`;
  return {
    ...result,
    failures: [...result.failures, { title: "end", message }],
  };
}
