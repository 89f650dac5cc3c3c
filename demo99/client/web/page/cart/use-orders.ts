import { useCallback, useEffect, useState } from "react";
import type { Order } from "../../../store-client.ts";
import { useLive } from "../live/live-context.ts";
import { useStore } from "../store.ts";
import { useAgain } from "../use-again.ts";
import { useCartId } from "./cart-id.ts";

const limit = 10;

/** The orders of the customer's cart, page by page; from the first page again
 * when one of them has changed. */
export function useOrders() {
  const store = useStore();
  const cartId = useCartId();
  const [orders, setOrders] = useState<Order[]>();
  const [next, setNext] = useState<string | null>(null);
  const [failed, setFailed] = useState<{ after: string | null }>();

  const load = useCallback(
    async (after: string | null) => {
      try {
        const query = { limit, ...(after && { after }) };
        const page = await store.orders.list(cartId, query);
        setOrders((before = []) => [...(after ? before : []), ...page.items]);
        setNext(page.next);
        setFailed(undefined);
      } catch {
        setFailed({ after });
      }
    },
    [store, cartId],
  );
  useEffect(() => void load(null), [load]);

  useLive(({ type }) => {
    if (type === "order" || type === "resync") void load(null);
  });
  const isFailed = failed !== undefined;
  const more = () => load(failed ? failed.after : next);
  useAgain(isFailed, more);

  return { orders, next, isFailed, more };
}
