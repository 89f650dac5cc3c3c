import { useCallback, useEffect, useRef, useState } from "react";
import type { Page } from "../../store-client.ts";
import { type PartQuery, readFirst } from "./read-first.ts";
import { useAgain } from "./use-again.ts";

/**
 * A list, page by page, which `load` reads again as far as it is shown. A
 * failure hides nothing that is shown, and is repeated until it is over.
 */
export function useList<T>(
  read: (query: PartQuery) => Promise<Page<T>>,
  pageSize: number,
) {
  const [count, setCount] = useState(pageSize);
  const [page, setPage] = useState<Page<T>>();
  const [isFailed, setFailed] = useState(false);
  const lastLoad = useRef(0);

  const load = useCallback(async () => {
    const thisLoad = ++lastLoad.current;
    // Replies do not arrive in order.
    const isLast = () => thisLoad === lastLoad.current;
    try {
      const first = await readFirst(count, read);
      if (!isLast()) return;
      setPage(first);
      setFailed(false);
    } catch {
      if (isLast()) setFailed(true);
    }
  }, [read, count]);
  useEffect(() => void load(), [load]);
  useAgain(isFailed, load);

  return {
    /** Undefined until it is read for the first time. */
    items: page?.items,
    hasMore: typeof page?.next === "string",
    isFailed,
    load,
    more: () => setCount((page?.items.length ?? 0) + pageSize),
  };
}
