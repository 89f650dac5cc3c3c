import { CommandError } from "../errors.ts";

const checksBetweenLooks = 64;
let deadline = Number.POSITIVE_INFINITY;
let checks = 0;
let patternMs = 0;

/**
 * Runs a command with a time limit, maxTimeMS; 0 is none. Commands run one
 * after the other, so one deadline is enough for all of them.
 */
export function withinTime<T>(maxTimeMs: number, run: () => T): T {
  deadline = maxTimeMs ? performance.now() + maxTimeMs : Infinity;
  patternMs = 0;
  try {
    return run();
  } finally {
    deadline = Infinity;
  }
}

/** To be called for each document; throws once the time is over. */
export function checkTime(): void {
  if (deadline === Infinity) return;
  if (++checks % checksBetweenLooks !== 0) return;
  if (performance.now() < deadline) return;
  throw new CommandError("MaxTimeMSExpired", "operation exceeded time limit");
}

/** What the command has spent on matches that backtrack, this one added. */
export function spendOnPatterns(ms = 0): number {
  patternMs += ms;
  return patternMs;
}
