import { useCallback, useEffect, useState } from "react";
import type { Order, Sale } from "../../../store-client.ts";
import { useStore } from "../store.ts";

const limit = 20;

/** The orders of all customers, page by page. */
export function useSales() {
  const store = useStore();
  const [sales, setSales] = useState<Sale[]>();
  const [next, setNext] = useState<string | null>(null);
  const [isFailed, setFailed] = useState(false);

  const load = useCallback(
    async (after: string | null) => {
      try {
        const query = { limit, ...(after && { after }) };
        const page = await store.sales.list(query);
        setSales((before = []) => [...(after ? before : []), ...page.items]);
        setNext(page.next);
        setFailed(false);
      } catch {
        setFailed(true);
      }
    },
    [store],
  );
  useEffect(() => void load(null), [load]);

  /** Shows the order as it is now. */
  function replace(order: Order) {
    setSales((all) =>
      all?.map((sale) =>
        sale.orderId === order.orderId ? { ...sale, ...order } : sale,
      ),
    );
  }

  return { sales, next, isFailed, more: () => load(next), replace };
}
