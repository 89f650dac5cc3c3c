import type { Order } from "./order.ts";
import type { OrderRepository } from "./order-repository.ts";

/** What an open page is told of an order. */
type OrderChange = Pick<Order, "orderId" | "cartId" | "status">;

/** The repository, which now tells of each order that is decided. */
export function tellDecisions(
  orders: OrderRepository,
  tell: (change: OrderChange) => void,
): OrderRepository {
  return {
    ...orders,

    async decide(order) {
      const decided = await orders.decide(order);
      const { orderId, cartId, status } = decided;
      tell({ orderId, cartId, status });
      return decided;
    },
  };
}
