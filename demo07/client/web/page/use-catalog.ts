import { useCallback, useEffect, useRef, useState } from "react";
import type { Kind } from "../../store-client.ts";
import { catalogOf, type Item } from "./items.ts";
import { useStore } from "./store.ts";

type State = {
  items: Item[];
  next: string | null;
  isLoading: boolean;
  /** The last answer was none. */
  isFailed: boolean;
};

/**
 * What one catalogue answers to a search, page by page. A new search aborts
 * the one before it; until it is answered, what was found before stays.
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

  return {
    ...state,
    /** The page after the last one; after a failure, what has failed. */
    more: () => load(state.next ?? undefined),
    /** Asks again for what is searched by then. */
    reload: () => setRound((count) => count + 1),
  };
}
