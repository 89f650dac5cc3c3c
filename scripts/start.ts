import { findStageDirectory } from "./course.ts";
import { createCommands } from "./stage/commands.ts";
import { StageError, UsageError } from "./stage/errors.ts";
import { createPaint } from "./stage/paint.ts";
import { createScreen } from "./stage/screen.ts";
import { findServiceAt } from "./stage/services.ts";
import { type Stage, startStage } from "./stage/stage.ts";
import {
  parseStartArguments,
  type StartArguments,
  startHelp,
} from "./stage/start-arguments.ts";
import { onStopSignal } from "./stage/stop-signals.ts";
import { createTerminal } from "./stage/terminal.ts";

const terminal = createTerminal(process.stdin, process.stdout);
let stage: Stage | undefined;
let isStopping = false;

/** Runs a stage until Ctrl-C. */
export async function main(args: string[]) {
  try {
    const wanted = parseStartArguments(args, process.env);
    if (wanted.help) terminal.print(startHelp);
    else await run(wanted);
  } catch (error) {
    if (!isStopping) await fail(error);
  }
}

async function run(wanted: StartArguments) {
  const paint = createPaint(process.stdout.hasColors?.() ?? false);
  const screen = createScreen({ terminal, paint, quiet: wanted.quiet });
  const stop = onStopSignal({ stop: end, kill: endAtOnce });
  terminal.progress("bundling …");
  stage = await startStage({
    ...wanted,
    only: wanted.only ?? (await serviceOfFolder(wanted.stage)),
    waitUntilReady: false,
    onLine: (id, text, stream) => screen.log(id, { text, stream }),
    onChange: screen.update,
    onDeath: screen.showDeath,
  });
  await stage.ready();
  // performance.now() counts from the start of the process.
  screen.showReady(stage, performance.now());
  const answer = createCommands(stage, stop, paint);
  terminal.readLines(answer, stop);
}

/** Started inside a service's folder, the stage is that service alone. */
async function serviceOfFolder(text: string) {
  const folder = process.env.INIT_CWD;
  if (text !== "." || !folder) return undefined;
  return findServiceAt(findStageDirectory(text), folder);
}

async function end() {
  isStopping = true;
  terminal.close();
  terminal.print("stopping …");
  await stage?.stop();
  terminal.print("stopped");
  process.exit(0);
}

function endAtOnce() {
  for (const { pid } of stage?.instances() ?? []) {
    if (pid) process.kill(pid, "SIGKILL");
  }
  process.exit(1);
}

async function fail(error: unknown) {
  terminal.close();
  await stage?.stop();
  const isUsage = error instanceof UsageError;
  const isExpected = isUsage || error instanceof StageError;
  if (!isExpected) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(isUsage ? 2 : 1);
}
