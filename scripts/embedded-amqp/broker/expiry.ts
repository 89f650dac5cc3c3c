import type { Queue as SmqpQueue } from "smqp";

const longestTimerMs = 2 ** 31 - 1;
/** Messages that expire at almost the same time are removed together. */
const togetherMs = 10;

/** Calls `wake` when the next message of a queue has expired. */
export function createExpiry(queue: SmqpQueue, wake: () => void) {
  let timer: NodeJS.Timeout | undefined;
  let dueAt = Number.POSITIVE_INFINITY;

  function schedule(at: number): void {
    if (at >= dueAt) return;
    clearTimeout(timer);
    dueAt = at;
    const ms = Math.max(0, at - Date.now()) + togetherMs;
    timer = setTimeout(expire, Math.min(ms, longestTimerMs));
  }

  function expire(): void {
    dueAt = Number.POSITIVE_INFINITY;
    wake();
    const times = queue.messages
      .filter(({ pending }) => !pending)
      .flatMap(({ properties }) => (properties.ttl as number) ?? []);
    if (times.length > 0) schedule(times.reduce((a, b) => Math.min(a, b)));
  }

  return { schedule, stop: () => clearTimeout(timer) };
}
