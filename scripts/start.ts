import type { Context } from "./command/run-command.ts";
import { findStageDirectory } from "./course.ts";
import { createCommands } from "./stage/commands.ts";
import { ignoredHost } from "./stage/local-env.ts";
import { createPaint } from "./stage/paint.ts";
import { createScreen } from "./stage/screen.ts";
import { serviceOfFolder } from "./stage/services.ts";
import { type Stage, startStage } from "./stage/stage.ts";
import {
  parseStartArguments,
  type StartArguments,
  startHelp,
  startOptions,
} from "./stage/start-arguments.ts";
import { onStopSignal } from "./stage/stop-signals.ts";
import { createTerminal } from "./stage/terminal.ts";

export const options = Object.keys(startOptions).filter(
  // npm takes --quiet as its log level, and start-arguments.ts reads that.
  (name) => name !== "quiet",
);

const terminal = createTerminal(process.stdin, process.stdout);
let stage: Stage | undefined;
let isStopping = false;

/** Runs a stage until Ctrl-C. */
export async function main(args: string[], { installMs }: Context) {
  const wanted = parseStartArguments(args, process.env);
  if (wanted.help) return terminal.print(startHelp);
  try {
    await run(wanted, installMs);
  } catch (error) {
    if (isStopping) return;
    terminal.close();
    await stage?.stop();
    throw error;
  }
}

async function run(wanted: StartArguments, installMs: number) {
  const paint = createPaint(process.stdout.hasColors?.() ?? false);
  const screen = createScreen({ terminal, paint, quiet: wanted.quiet });
  const stop = onStopSignal({ stop: end, kill: endAtOnce });
  const ignored = ignoredHost(process.env);
  if (ignored) terminal.print(ignored);
  terminal.progress("bundling …");
  const folder = findStageDirectory(wanted.stage);
  stage = await startStage({
    ...wanted,
    only: wanted.only ?? (await serviceOfFolder(wanted.stage, folder)),
    waitUntilReady: false,
    onLine: (id, text, stream) => screen.log(id, { text, stream }),
    onChange: screen.update,
    onDeath: screen.showDeath,
  });
  await stage.ready();
  if (isStopping) return;
  // performance.now() counts from the start of the process.
  screen.showReady(stage, performance.now() - installMs);
  terminal.readLines(createCommands(stage, stop, paint), stop);
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
