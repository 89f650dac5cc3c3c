import { useCallback, useEffect, useRef, useState } from "react";
import type { Kind } from "../../store-client.ts";
import { catalogOf, type Item } from "./items.ts";
import { useStore } from "./store.ts";
import { useAgain } from "./use-again.ts";

type State = {
  items: Item[];
  next: string | null;
  isLoading: boolean;
  /** The last request failed. */
  isFailed: boolean;
};

/**
 * The results of a search in one catalogue, page by page. A new search aborts
 * the one before; earlier results stay until the new ones arrive.
 */
export function useCatalog(kind: Kind, q: string, limit: number) {
  const store = useStore();
  const [round, setRound] = useState(1);
  const running = useRef<AbortController>(undefined);
  const [state, setState] = useState<State>({
    items: [],
    next: null,
    isLoading: true,
    isFailed: false,
  });

  const load = useCallback(
    async (after?: string) => {
      running.current?.abort();
      running.current = new AbortController();
      const { signal } = running.current;
      setState((before) => ({ ...before, isLoading: true }));
      try {
        const query = { limit, ...(q && { q }), ...(after && { after }) };
        const page = await catalogOf(store, kind).search(query, signal);
        if (signal.aborted) return;
        setState((before) => ({
          items: after ? [...before.items, ...page.items] : page.items,
          next: page.next,
          isLoading: false,
          isFailed: false,
        }));
      } catch {
        if (signal.aborted) return;
        setState((before) => ({
          ...(after ? before : { items: [], next: null }),
          isLoading: false,
          isFailed: true,
        }));
      }
    },
    [store, kind, q, limit],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round loads again
  useEffect(() => {
    load();
    return () => running.current?.abort();
  }, [load, round]);

  useAgain(state.isFailed, () => load(state.next ?? undefined));

  return {
    ...state,
    /** Loads the next page; after a failure, the same one again. */
    more: () => load(state.next ?? undefined),
    /** Repeats the current search. */
    reload: () => setRound((count) => count + 1),
  };
}
