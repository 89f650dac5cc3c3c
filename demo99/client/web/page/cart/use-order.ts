import { useCallback, useEffect, useState } from "react";
import type { Order } from "../../../store-client.ts";
import { useLive } from "../live/live-context.ts";
import { useStore } from "../store.ts";
import { useAgain } from "../use-again.ts";

/** An order, read again when it has changed; a failure hides no order. */
export function useOrder(orderId: string) {
  const { orders } = useStore();
  const [order, setOrder] = useState<Order>();
  const [error, setError] = useState<unknown>();

  const load = useCallback(
    () =>
      orders.get(orderId).then((read) => {
        setOrder(read);
        setError(undefined);
      }, setError),
    [orders, orderId],
  );
  useEffect(() => void load(), [load]);

  useLive((message) => {
    const isThis = message.type === "order" && message.orderId === orderId;
    if (isThis || message.type === "resync") void load();
  });
  useAgain(order !== undefined && error !== undefined, load);

  return { order, error: order ? undefined : error, retry: load };
}
