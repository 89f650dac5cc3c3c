import { AsyncLocalStorage } from "node:async_hooks";
import type { Log } from "#commons/log.ts";

/** `b3` is the trace that the message belongs to. */
type MessageOptions = { id: string; b3?: string | undefined };

/** The receiver will never take this message, and may take the next ones. */
export class Undeliverable extends Error {}

/** Resolves when the message is safe with its receiver. */
export type Publisher = {
  publish(
    topic: string,
    message: object,
    options: MessageOptions,
  ): Promise<void>;
};

export type Unpublished = MessageOptions & { topic: string; message: object };

/** Where a service keeps what is not yet published: in its own documents. */
type Store = {
  /** The oldest ones that may be published at the same time; none at the end. */
  listUnpublished(): Promise<Unpublished[]>;
  markPublished(id: string): Promise<unknown>;
  /** Keeps what is undeliverable out of the way. */
  setAside?(id: string, error: string): Promise<unknown>;
};

const firstWaitMs = 200;
const longestWaitMs = 10_000;

/**
 * Publishes what the store keeps, in the order of its lists and at least once: a
 * crash between both steps repeats a message, so receivers must know its id.
 * After a failure it waits, twice as long after each further one.
 */
export function createOutbox(
  store: Store,
  publisher: Publisher,
  log: Pick<Log, "warn" | "error">,
  now = Date.now,
) {
  // Publishing belongs to no request, even if a request has caused it.
  const outside = AsyncLocalStorage.snapshot();
  let failures = 0;
  let pausedUntil = 0;
  let publishing: Promise<void> | undefined;

  async function publishOne({ id, topic, message, b3 }: Unpublished) {
    try {
      await publisher.publish(topic, message, { id, b3 });
    } catch (error) {
      if (!(error instanceof Undeliverable && store.setAside)) throw error;
      log.error(`${topic} ${id} is set aside: ${error.message}`);
      await store.setAside(id, error.message);
      return;
    }
    await store.markPublished(id);
  }

  async function publishAll() {
    for (;;) {
      const all = await store.listUnpublished();
      if (all.length === 0) return;
      // After a failure, a single one finds out whether all is well again.
      const list = failures > 0 ? all.slice(0, 1) : all;
      const outcomes = await Promise.allSettled(list.map(publishOne));
      const failed = outcomes.find(({ status }) => status === "rejected");
      if (failed) throw (failed as PromiseRejectedResult).reason;
      failures = 0;
    }
  }

  function pause(error: Error) {
    const waitMs = Math.min(firstWaitMs * 2 ** failures, longestWaitMs);
    failures++;
    pausedUntil = now() + waitMs;
    log.warn(`not published, next attempt in ${waitMs} ms: ${error.message}`);
  }

  return {
    /** Publishes all, unless it is waiting after a failure. Never throws. */
    async flush(): Promise<void> {
      if (now() < pausedUntil) return;
      publishing ??= outside(publishAll)
        .catch(pause)
        .finally(() => {
          publishing = undefined;
        });
      await publishing;
    },
  };
}
