import {
  parseShoppersArguments,
  shoppersHelp,
  type Wanted,
} from "./shoppers/arguments.ts";
import { findRunningStage } from "./shoppers/find-running.ts";
import { goShopping } from "./shoppers/go-shopping.ts";
import { isWell, renderProgress, renderVerdict } from "./shoppers/report.ts";
import { createTally, type Tally } from "./shoppers/tally.ts";
import { StageError, UsageError } from "./stage/errors.ts";
import { createPaint } from "./stage/paint.ts";
import { onStopSignal } from "./stage/stop-signals.ts";
import { createTerminal, type Terminal } from "./stage/terminal.ts";

const onTerminalMs = 250;
const inPipeMs = 5_000;

/** Sends shoppers to the stage that runs; says in the end how they fared. */
export async function main(args: string[]) {
  const terminal = createTerminal(process.stdin, process.stdout);
  try {
    const wanted = parseShoppersArguments(args, process.env);
    if (wanted.help) terminal.print(shoppersHelp);
    else await run(wanted, terminal);
  } catch (error) {
    terminal.close();
    const isUsage = error instanceof UsageError;
    if (!isUsage && !(error instanceof StageError)) throw error;
    console.error(error.message);
    process.exitCode = isUsage ? 2 : 1;
  }
}

async function run(wanted: Wanted, terminal: Terminal) {
  const { rate, seconds } = wanted;
  const { directory, name } = await findRunningStage(wanted.on);
  terminal.print(
    `${rate} requests a second to ${name}, for ${seconds} s; Ctrl-C ends it.`,
  );
  const tally = createTally();
  const stopping = new AbortController();
  onStopSignal({ stop: () => stopping.abort(), kill: () => process.exit(1) });
  const stopProgress = showProgress(tally, wanted, terminal);
  const trip = { directory, rate, seconds, tally, signal: stopping.signal };
  const sum = await goShopping(trip).finally(stopProgress);

  const paint = createPaint(process.stdout.hasColors?.() ?? false);
  terminal.print(renderVerdict(tally, sum, paint));
  process.exit(isWell(tally, sum) ? 0 : 1);
}

/** A line that renews itself; in a pipe, another line now and then. */
function showProgress(tally: Tally, { seconds }: Wanted, terminal: Terminal) {
  const startedAt = performance.now();
  const show = terminal.rewrites ? terminal.progress : terminal.print;
  const timer = setInterval(
    () => {
      const passed = (performance.now() - startedAt) / 1000;
      show(renderProgress(tally, passed, seconds));
    },
    terminal.rewrites ? onTerminalMs : inPipeMs,
  );
  return () => {
    clearInterval(timer);
    terminal.close();
  };
}
