import { type Batch, entriesOf, type LogEntry } from "./log-batch.ts";
import { type LogQuery, matcherOf } from "./log-query.ts";

export type LogStore = ReturnType<typeof createLogStore>;

/** The latest log lines of all instances, bounded by count and by size. */
export function createLogStore({ maxEntries = 20_000, maxChars = 2e7 } = {}) {
  const entries: LogEntry[] = [];
  let last = 0;
  let chars = 0;

  function evictOldest() {
    let surplus = 0;
    while (entries.length - surplus > maxEntries || chars > maxChars) {
      chars -= lengthOf(entries[surplus++] as LogEntry);
    }
    entries.splice(0, surplus);
  }

  /** Entries are numbered without gaps, so an index follows from a number. */
  function newerThan(number: number): LogEntry[] {
    const first = last - entries.length + 1;
    return entries.slice(Math.max(number + 1 - first, 0));
  }

  return {
    add(batch: Batch) {
      for (const entry of entriesOf(batch)) {
        const added = { number: ++last, ...entry };
        entries.push(added);
        chars += lengthOf(added);
      }
      evictOldest();
    },

    /**
     * The first matches after `after`; without it, the latest. `last` is the
     * `after` of the next search. It is less than `after` if this store was
     * started since: its numbers began again at 1.
     */
    search({ limit, after, ...query }: LogQuery) {
      const found = newerThan(after ?? 0).filter(matcherOf(query));
      if (after === undefined) return { items: found.slice(-limit), last };
      const items = found.slice(0, limit);
      const isComplete = items.length === found.length;
      return {
        items,
        last: isComplete ? last : (items.at(-1)?.number ?? last),
      };
    },
  };
}

function lengthOf({ service, instanceId, msg, details }: LogEntry): number {
  return service.length + instanceId.length + msg.length + details.length;
}
