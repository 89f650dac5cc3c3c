import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "#commons/log.ts";

/** Runs a task every `intervalMs`, for ever; a failure is logged. */
export async function repeat(
  intervalMs: number,
  task: () => Promise<unknown>,
  log: Log,
): Promise<never> {
  for (;;) {
    await delay(intervalMs, undefined, { ref: false });
    await task().catch((error: Error) =>
      log.warn(`will try again: ${error.message}`),
    );
  }
}
