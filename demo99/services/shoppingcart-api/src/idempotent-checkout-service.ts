import {
  Conflict,
  FailedPrecondition,
  PaymentRequired,
  type Refusal,
} from "#commons/errors.ts";
import type { CheckoutKeyRepository } from "./checkout-key-repository.ts";
import type { CheckoutService, Terms } from "./checkout-service.ts";
import type { Order } from "./order.ts";
import type { OrderRepository } from "./order-repository.ts";

/** What the client has sent, with its `Idempotency-Key`. */
type Conditions = Terms & { key?: string | undefined };

/** The key has led to this order before. */
class AlreadyOrdered extends Error {
  readonly order: Order;

  constructor(order: Order) {
    super(`Already ordered: ${order.orderId}.`);
    this.order = order;
  }
}

/** The key has led to this refusal before. */
class AlreadyRefused extends Error {
  readonly refusal: Error;

  constructor(refusal: Error) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

const refusals = { Conflict, PaymentRequired };

export type IdempotentCheckoutService = ReturnType<
  typeof createIdempotentCheckoutService
>;

/**
 * A checkout that a client can repeat when the response was lost: the same key
 * gets the same order, or the same refusal if that cannot change. The key is
 * stored with the id of the order before the order is decided, so a crash at
 * any moment changes nothing. Not stored are a 503 and a FailedPrecondition,
 * such as a customer that is not known yet: the client tries again.
 */
export function createIdempotentCheckoutService(
  { checkout, ...others }: Omit<CheckoutService, "recover">,
  orders: Pick<OrderRepository, "find">,
  keys: Pick<CheckoutKeyRepository, "find" | "remember">,
) {
  /** Throws the earlier outcome, if there is one. */
  async function replay(cartId: string, key: string) {
    const { orderId, refusal } = (await keys.find(cartId, key)) ?? {};
    if (refusal) {
      const { type, message, members } = refusal;
      throw new AlreadyRefused(new refusals[type](message, { members }));
    }
    const order = orderId && (await orders.find(orderId));
    if (order && order.status === "CONFIRMED") throw new AlreadyOrdered(order);
  }

  async function checkoutOnce(cartId: string, { key, ...terms }: Conditions) {
    if (!key) return checkout(cartId, terms);
    try {
      return await checkout(cartId, terms, {
        beforeBegin: () => replay(cartId, key),
        onBegin: (orderId) => keys.remember(cartId, key, { orderId }),
      });
    } catch (error) {
      if (error instanceof AlreadyOrdered) return error.order;
      if (error instanceof AlreadyRefused) throw error.refusal;
      const type = typeOf(error);
      if (type) {
        const { message, members } = error as Refusal;
        const refusal = { type, message, members };
        await keys.remember(cartId, key, { refusal });
      }
      throw error;
    }
  }

  return { ...others, checkout: checkoutOnce };
}

function typeOf(error: unknown): keyof typeof refusals | undefined {
  if (error instanceof FailedPrecondition) return undefined;
  if (error instanceof Conflict) return "Conflict";
  return error instanceof PaymentRequired ? "PaymentRequired" : undefined;
}
