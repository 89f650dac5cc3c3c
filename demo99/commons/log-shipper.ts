import { Unavailable } from "#commons/errors.ts";
import { droppedLogLines } from "#commons/metrics.ts";

export type Batch = { lines: unknown[]; dropped: number };
type Send = (batch: Batch) => Promise<unknown>;

const intervalMs = 500;

/**
 * Keeps what is logged until somebody takes it. While nobody does, the oldest
 * lines are dropped, and counted; whoever logs never waits.
 */
export function createLogShipper({ capacity = 5_000, batchSize = 100 } = {}) {
  const queue: string[] = [];
  let dropped = 0;
  let send: Send | undefined;
  let isShipping = false;

  function drop(lines: string[]) {
    dropped += lines.length;
    droppedLogLines.inc(lines.length);
  }

  function dropOldest() {
    drop(queue.splice(0, Math.max(queue.length - capacity, 0)));
  }

  function write(line: string) {
    queue.push(line);
    dropOldest();
    if (queue.length === batchSize) ship();
  }

  async function ship() {
    if (!send || isShipping) return;
    isShipping = true;
    while (queue.length > 0 && (await shipBatch(send)));
    isShipping = false;
  }

  /** Whether it is worth going on. */
  async function shipBatch(send: Send): Promise<boolean> {
    const lines = queue.splice(0, batchSize);
    const reported = dropped;
    try {
      await send({ lines: lines.map((line) => JSON.parse(line)), dropped });
      dropped -= reported;
      return true;
    } catch (error) {
      // What is refused once is refused for ever.
      const isAway = error instanceof Unavailable;
      if (isAway) queue.unshift(...lines);
      else drop(lines);
      dropOldest();
      return !isAway;
    }
  }

  return {
    write,
    ship,

    /** Ships twice a second, and sooner when there is much. */
    start(to: Send) {
      send = to;
      setInterval(ship, intervalMs).unref();
    },
  };
}
