import { AsyncLocalStorage } from "node:async_hooks";
import type { Log } from "#commons/log.ts";
import { type Hit, mergeHits } from "./hit.ts";
import type { ResultRepository } from "./result-repository.ts";

type Settings = {
  results: Pick<ResultRepository, "complete" | "claim">;
  /** Asks all sources, without a limit of time. */
  ask: (q: string) => Promise<Hit[]>[];
  log: Pick<Log, "warn">;
  leaseMs?: number | undefined;
};

/** More results stay incomplete, until a poll finds fewer of them. */
const mostRunning = 200;

/**
 * Completes results with what late sources answer. If the instance that does
 * so has crashed, the lease of the result ends, and a poll of any instance
 * starts again.
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
    await results.complete(id, mergeHits(await Promise.all(lists)));
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
