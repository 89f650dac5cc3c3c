import { useCallback, useEffect, useState } from "react";
import type { Order } from "../../../store-client.ts";
import { useStore } from "../store.ts";
import { useCartId } from "./cart-id.ts";

const limit = 10;

/** The orders of the customer's cart, page by page. */
export function useOrders() {
  const store = useStore();
  const cartId = useCartId();
  const [orders, setOrders] = useState<Order[]>();
  const [next, setNext] = useState<string | null>(null);
  const [isFailed, setFailed] = useState(false);

  const load = useCallback(
    async (after: string | null) => {
      try {
        const query = { limit, ...(after && { after }) };
        const page = await store.orders.list(cartId, query);
        setOrders((before = []) => [...(after ? before : []), ...page.items]);
        setNext(page.next);
        setFailed(false);
      } catch {
        setFailed(true);
      }
    },
    [store, cartId],
  );
  useEffect(() => void load(null), [load]);

  return { orders, next, isFailed, more: () => load(next) };
}
