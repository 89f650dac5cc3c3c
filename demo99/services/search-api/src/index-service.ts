import { setTimeout as delay } from "node:timers/promises";
import { Unavailable } from "#commons/errors.ts";
import { wordsOf } from "#commons/text-index/words.ts";
import type { Hit } from "./hit.ts";
import { type IndexParts, startIndex } from "./index-client.ts";

/** An index with so many searches to answer gets no more. */
const mostWaiting = 100;
const restartMs = 1_000;

export type IndexService = ReturnType<typeof createIndexService>;

/**
 * The index of a group of sources. Neither its load nor a slow search delays
 * the service, or another index. A search waits until the index is loaded.
 */
export function createIndexService(parts: IndexParts) {
  const { group, log } = parts;
  let index = start();
  let waiting = 0;
  let isStopped = false;

  function start() {
    const started = startIndex(parts);
    void started.ended.then(restart);
    return started;
  }

  async function restart(why: string) {
    if (isStopped) return;
    log.error(`the index of ${group} has ended, and starts again: ${why}`);
    await delay(restartMs);
    if (!isStopped) index = start();
  }

  return {
    group,
    report: () => index.report(),

    /** The best hits; fails if the index has ended, or has too much to do. */
    async search(query: string): Promise<Hit[]> {
      if (wordsOf(query).length === 0) return [];
      if (waiting >= mostWaiting) throw new Unavailable(`${group} is busy.`);
      waiting++;
      try {
        return await index.search(query);
      } finally {
        waiting--;
      }
    },

    async stop() {
      isStopped = true;
      await index.end();
    },
  };
}
