import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "#commons/log.ts";
import { type Hit, mergeHits } from "./hit.ts";
import type { ResultRepository } from "./result-repository.ts";

type Settings = {
  results: Pick<ResultRepository, "complete" | "claim" | "renew">;
  /** Asks all sources, without a limit of time. */
  ask: (q: string) => Promise<Hit[]>[];
  log: Pick<Log, "warn">;
  leaseMs?: number | undefined;
};

/** More results stay incomplete, until a poll finds fewer of them. */
const mostRunning = 200;

/**
 * Completes results with what late sources answer. The instance that does so
 * renews the lease of the result, however late a source is. If the instance
 * has crashed, the lease ends, and a poll of any instance starts again.
 */
export function createCompletionService(settings: Settings) {
  const { results, ask, log, leaseMs = 2_000 } = settings;
  // Without the deadline, the trace and the user of the request.
  const outside = AsyncLocalStorage.snapshot();
  const running = new Set<string>();

  function start(id: string, lists: Promise<Hit[]>[]): void {
    if (running.size >= mostRunning) return;
    running.add(id);
    outside(() => complete(id, lists))
      .catch((error: Error) => log.warn(`not complete: ${error.message}`))
      .finally(() => running.delete(id));
  }

  async function complete(id: string, lists: Promise<Hit[]>[]) {
    const completion = new AbortController();
    const { signal } = completion;
    try {
      const gone = untilGone(id, signal);
      const found = await Promise.race([Promise.all(lists), gone]);
      if (found) await results.complete(id, mergeHits(found));
    } finally {
      completion.abort();
    }
  }

  /** Renews the lease; resolves when the result needs no completion. */
  async function untilGone(id: string, signal: AbortSignal): Promise<void> {
    const wait = () => delay(leaseMs / 4, true, { signal }).catch(() => false);
    while (await wait()) {
      // After a failure, the next renewal may be in time.
      const isPending = await results.renew(id, leaseMs).catch(() => true);
      if (!isPending) return;
    }
  }

  return {
    leaseMs,
    start,

    /** Called by polls of a result that is not complete. */
    async resume(id: string, q: string): Promise<void> {
      if (running.has(id)) return;
      if (await results.claim(id, leaseMs)) start(id, ask(q));
    },
  };
}
