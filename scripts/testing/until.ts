import { setTimeout as pause } from "node:timers/promises";

type Limits = { withinMs?: number; everyMs?: number };

/** A long wait evaluates less often: services need the processor. */
const slowMs = 250;

/**
 * Evaluates the condition repeatedly until it is not false (or, if it asserts, no
 * longer throws), and returns its result. After `withinMs`, throws an error that
 * names what was awaited and the last error.
 */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  { withinMs = 10_000, everyMs = 20 }: Limits = {},
): Promise<T> {
  const start = Date.now();
  let cause: unknown;
  for (let ms = 0; ms < withinMs; ms = Date.now() - start) {
    try {
      const answer = await condition();
      if (answer !== false) return answer;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await pause(Math.max(everyMs, Math.min(ms / 10, slowMs)));
  }
  const why = cause instanceof Error ? `: ${cause.message}` : "";
  throw new Error(`Not within ${withinMs} ms: ${what}${why}`, { cause });
}
