import { setTimeout as sleep } from "node:timers/promises";
import { StageError } from "./errors.ts";
import type { RunningInstance } from "./instance.ts";

/**
 * Waits until all instances are ready. Fails when one ends before it is, or
 * after `timeoutMs`; the message has the reason for each instance.
 */
export async function awaitReady(
  instances: RunningInstance[],
  timeoutMs: number,
) {
  const timer = new AbortController();
  const late = sleep(timeoutMs, instances, { signal: timer.signal }).then(fail);
  // An aborted timer rejects too, after the race is over.
  late.catch(() => {});
  const allReady = Promise.all(instances.map((instance) => instance.ready()));
  await Promise.race([allReady, late]).finally(() => timer.abort());
}

function fail(instances: RunningInstance[]): never {
  const waiting = instances.filter(({ snapshot }) => {
    const { state, readyMs } = snapshot();
    return state !== "down" && readyMs === undefined;
  });
  throw new StageError(waiting.map(({ explain }) => explain()).join("\n"));
}
