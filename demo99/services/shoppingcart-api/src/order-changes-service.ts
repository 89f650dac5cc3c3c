import type { Order } from "./order.ts";
import type { OrderRepository } from "./order-repository.ts";

/** What an open page is told of an order. */
type OrderChange = Pick<Order, "orderId" | "cartId" | "status">;

/** The repository, which now tells of each order that is decided or closed. */
export function tellDecisions(
  orders: OrderRepository,
  tell: (change: OrderChange) => void,
): OrderRepository {
  const telling =
    (change: (order: Order) => Promise<Order>) => async (order: Order) => {
      const changed = await change(order);
      const { orderId, cartId, status } = changed;
      tell({ orderId, cartId, status });
      return changed;
    };

  return {
    ...orders,
    decide: telling(orders.decide),
    close: telling(orders.close),
  };
}
