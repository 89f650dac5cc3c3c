import { NotFound } from "#commons/errors.ts";
import type { InventoryClient } from "./inventory-client.ts";
import type { Order } from "./order.ts";
import type { OrderRepository } from "./order-repository.ts";
import type { PaymentClient } from "./payment-client.ts";

export type RefundService = ReturnType<typeof createRefundService>;

/**
 * Returns money: of an order that the staff refunds, with its stock; and of a
 * cancelled order, which may have been charged. An open order is returned
 * again and again until that has succeeded.
 */
export function createRefundService(
  orders: OrderRepository,
  inventory: Pick<InventoryClient, "cancel">,
  payments: Pick<PaymentClient, "cancel" | "refund">,
) {
  async function giveBack(order: Order): Promise<Order> {
    const { orderId, status, totalCents } = order;
    if (status === "CANCELLED") {
      await payments.cancel(orderId);
    } else {
      if (totalCents > 0) await payments.refund(orderId);
      await inventory.cancel(orderId);
    }
    return orders.close(order);
  }

  return {
    /** If this fails, recover() completes it. */
    async refund(orderId: string): Promise<Order> {
      const order = await orders.beginRefund(orderId);
      if (!order) throw new NotFound(`There is no order ${orderId}.`);
      return order.openSince ? giveBack(order) : order;
    },

    /** For orders that are open for `ageMs`. */
    async recover(ageMs: number) {
      const time = new Date(Date.now() - ageMs);
      const open = await orders.findOpenBefore(time);
      const ends = await Promise.allSettled(
        open.map(async (order) => {
          if (await orders.reopen(order)) await giveBack(order);
        }),
      );
      for (const end of ends) {
        if (end.status === "rejected") throw end.reason;
      }
    },
  };
}
