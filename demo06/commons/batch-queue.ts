import { AsyncLocalStorage } from "node:async_hooks";
import { Unavailable } from "#commons/errors.ts";

type Options = { capacity?: number; batchSize?: number; intervalMs?: number };
type Deliver<Item> = (batch: Item[], dropped: number) => Promise<unknown>;

/**
 * Delivers items in batches, twice a second and whenever a batch is full. If
 * the receiver is unavailable, items wait; above `capacity`, the oldest are
 * dropped. `dropped` counts the items lost since the latest delivery.
 */
export function createBatchQueue<Item>(
  deliver: Deliver<Item>,
  { capacity = 5_000, batchSize = 100, intervalMs = 500 }: Options = {},
) {
  // A delivery belongs to no request, even if a request filled the batch.
  const outside = AsyncLocalStorage.snapshot();
  const items: Item[] = [];
  let dropped = 0;
  let delivery: Promise<void> | undefined;

  function dropOldest() {
    dropped += items.splice(0, Math.max(items.length - capacity, 0)).length;
  }

  async function deliverAll() {
    while (items.length > 0 && (await deliverBatch()));
  }

  /** False if the receiver is unavailable. */
  async function deliverBatch(): Promise<boolean> {
    const batch = items.splice(0, batchSize);
    const reported = dropped;
    try {
      await deliver(batch, reported);
      dropped -= reported;
      return true;
    } catch (error) {
      if (error instanceof Unavailable) {
        items.unshift(...batch);
        dropOldest();
        return false;
      }
      // Any other error is permanent: the next attempt would fail, too.
      dropped += batch.length;
      return true;
    }
  }

  /** Tries to deliver what is queued; resolves afterwards. */
  function flush(): Promise<void> {
    delivery ??= outside(deliverAll).finally(() => {
      delivery = undefined;
    });
    return delivery;
  }

  setInterval(flush, intervalMs).unref();
  return {
    flush,

    /** Never waits, and never throws. */
    add(item: Item) {
      items.push(item);
      dropOldest();
      if (items.length === batchSize) void flush();
    },
  };
}
