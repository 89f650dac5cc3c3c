import { Conflict } from "#commons/errors.ts";
import type { CheckoutKeyRepository } from "./checkout-key-repository.ts";
import type { CheckoutService } from "./checkout-service.ts";
import type { Order } from "./order.ts";
import type { OrderRepository } from "./order-repository.ts";

/** The key has led to this order before. */
class AlreadyOrdered extends Error {
  readonly order: Order;

  constructor(order: Order) {
    super(`Already ordered: ${order.orderId}.`);
    this.order = order;
  }
}

/** The key has led to this refusal before. */
class AlreadyRefused extends Conflict {}

export type IdempotentCheckoutService = ReturnType<
  typeof createIdempotentCheckoutService
>;

/**
 * A checkout that a client can repeat when the response was lost: the same key
 * gets the same order, or the same refusal. The key is stored with the id of
 * the order before the order is decided, so a crash at any moment changes
 * nothing. A 503 is not stored: the client tries again with the same key.
 */
export function createIdempotentCheckoutService(
  { checkout, getOrder, listOrders }: Omit<CheckoutService, "recover">,
  orders: Pick<OrderRepository, "find">,
  keys: Omit<CheckoutKeyRepository, "prepare" | "forgetOld">,
) {
  /** Throws the earlier outcome, if there is one. */
  async function replay(cartId: string, key: string) {
    const { orderId, refusal } = (await keys.find(cartId, key)) ?? {};
    if (refusal) {
      const { message, members } = refusal;
      throw new AlreadyRefused(message, { members });
    }
    const order = orderId && (await orders.find(orderId));
    if (order && order.status === "CONFIRMED") throw new AlreadyOrdered(order);
  }

  async function checkoutOnce(cartId: string, key: string | undefined) {
    if (!key) return checkout(cartId);
    try {
      return await checkout(cartId, {
        beforeBegin: () => replay(cartId, key),
        onBegin: (orderId) => keys.remember(cartId, { key, orderId }),
      });
    } catch (error) {
      if (error instanceof AlreadyOrdered) return error.order;
      const isRefusal = error instanceof Conflict;
      if (isRefusal && !(error instanceof AlreadyRefused)) {
        const { message, members } = error;
        await keys.remember(cartId, { key, refusal: { message, members } });
      }
      throw error;
    }
  }

  return { checkout: checkoutOnce, getOrder, listOrders };
}
