import { useCallback, useEffect, useRef, useState } from "react";
import { isRefusal, useStore } from "../store.ts";
import { useAgain } from "../use-again.ts";
import {
  createSearchRun,
  nothingShown,
  type SearchRun,
  type Shown,
} from "./search-run.ts";

/**
 * What a search finds in all sources. A new search aborts the one before;
 * earlier hits stay until the new ones arrive.
 */
export function useSearch(q: string) {
  const { search } = useStore();
  const run = useRef<SearchRun>(undefined);
  const [shown, setShown] = useState(nothingShown);

  const start = useCallback(() => {
    const leave = new AbortController();
    const { signal } = leave;
    const show = (change: Partial<Shown>) =>
      setShown((before) => ({ ...before, ...change }));
    run.current = createSearchRun({ search, q, show, signal });
    void run.current.start();
    return () => leave.abort();
  }, [search, q]);
  useEffect(start, [start]);

  const again = async () => run.current?.again();
  const more = () => void run.current?.more();
  useAgain(shown.error !== undefined && !isRefusal(shown.error), again);

  return { ...shown, more, again };
}
