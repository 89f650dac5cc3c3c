import {
  parseShoppersArguments,
  shoppersHelp,
  shoppersOptions,
  type Wanted,
} from "./shoppers/arguments.ts";
import { findRunningStage } from "./shoppers/find-running.ts";
import { goShopping } from "./shoppers/go-shopping.ts";
import { isWell, renderProgress, renderVerdict } from "./shoppers/report.ts";
import { createTally, type Tally } from "./shoppers/tally.ts";
import { createPaint } from "./stage/paint.ts";
import { onStopSignal } from "./stage/stop-signals.ts";
import { createTerminal, type Terminal } from "./stage/terminal.ts";

export const options = Object.keys(shoppersOptions);

const onTerminalMs = 250;
const inPipeMs = 5_000;

/** Sends a load of shoppers to the running stage; prints the result. */
export async function main(args: string[]) {
  const terminal = createTerminal(process.stdin, process.stdout);
  const wanted = parseShoppersArguments(args);
  if (wanted.help) return terminal.print(shoppersHelp);
  await run(wanted, terminal).finally(terminal.close);
}

async function run(wanted: Wanted, terminal: Terminal) {
  const { rate, seconds } = wanted;
  const { directory, name } = await findRunningStage(wanted.on);
  terminal.print(
    `${rate} requests per second to ${name} for ${seconds} s; Ctrl-C ends it.`,
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

/** A line that is rewritten; if the output is a pipe, a line every 5 s. */
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
