import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "#commons/log.ts";

/** What a service depends on may start some seconds later. */
const patienceMs = 4_000;
const repeatMs = 30_000;

type Task<Args extends unknown[], Result> = (...args: Args) => Promise<Result>;

/** The same task; failures are logged when they have lasted for seconds. */
export function warnIfLasting<Args extends unknown[], Result>(
  log: Log,
  what: string,
  task: Task<Args, Result>,
  now = () => performance.now(),
): Task<Args, Result> {
  let warnAt: number | undefined = now() + patienceMs;

  return async function attempt(...args) {
    try {
      const result = await task(...args);
      warnAt = undefined;
      return result;
    } catch (error) {
      warnAt ??= now() + patienceMs;
      if (now() >= warnAt) {
        log.warn(`${what}: ${(error as Error).message}`);
        warnAt = now() + repeatMs;
      }
      throw error;
    }
  };
}

/** Repeats a task until it succeeds; warns when that takes seconds. */
export async function untilSuccess<T>(
  log: Log,
  task: () => Promise<T>,
  now?: () => number,
): Promise<T> {
  const attempt = warnIfLasting(log, "not ready yet", task, now);
  for (;;) {
    try {
      return await attempt();
    } catch {
      await delay(250);
    }
  }
}
