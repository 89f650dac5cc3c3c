import { CommandError } from "../errors.ts";

const checksBetweenLooks = 64;
let deadline = Number.POSITIVE_INFINITY;
let checks = 0;
let patternMs = 0;
let startCpu = process.cpuUsage();

/** From here on, the CPU is asked, which takes longer than a match. */
const longMs = 200;

/**
 * Runs a command with a time limit, maxTimeMS; 0 is none. Commands run one
 * after the other, so one deadline is enough for all of them.
 */
export function withinTime<T>(maxTimeMs: number, run: () => T): T {
  deadline = maxTimeMs ? performance.now() + maxTimeMs : Infinity;
  patternMs = 0;
  startCpu = process.cpuUsage();
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

/**
 * What the command has spent on matches that backtrack, this one added. The time
 * in which a busy machine runs other processes does not count.
 */
export function spendOnPatterns(ms = 0): number {
  patternMs += ms;
  if (patternMs < longMs) return patternMs;
  const { user, system } = process.cpuUsage(startCpu);
  return Math.min(patternMs, (user + system) / 1_000);
}
