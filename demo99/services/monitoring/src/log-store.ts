import {
  type Batch,
  entriesOf,
  type LogEntry,
  matcherOf,
  type Page,
} from "./log-entry.ts";

type Listener = (entries: LogEntry[]) => void;

export type LogStore = ReturnType<typeof createLogStore>;

/** The latest lines of all instances, in the order of their arrival. */
export function createLogStore(capacity = 20_000) {
  const entries: LogEntry[] = [];
  const listeners = new Set<Listener>();
  let last = 0;

  return {
    add(batch: Batch) {
      const added = entriesOf(batch).map((entry) => {
        return { number: ++last, ...entry };
      });
      entries.push(...added);
      // Not with each batch: moving all of them costs more than a few more.
      if (entries.length > capacity * 1.1) {
        entries.splice(0, entries.length - capacity);
      }
      for (const listener of listeners) listener(added);
    },

    /** The first matches after a number; without one, the latest. */
    search({ limit, after, ...query }: Page) {
      const found = entries.filter(matcherOf(query));
      const newer = found.filter(({ number }) => number > (after ?? 0));
      const items =
        after === undefined ? newer.slice(-limit) : newer.slice(0, limit);
      return { items, last: items.at(-1)?.number ?? after ?? last };
    },

    /** Hears of what comes in from now on, until it calls what it gets. */
    listen(listener: Listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
