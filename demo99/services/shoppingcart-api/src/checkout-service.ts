import { randomUUID } from "node:crypto";
import { pageOf } from "#commons/cursor.ts";
import { withoutDeadline } from "#commons/deadline.ts";
import { Conflict, FailedPrecondition, NotFound } from "#commons/errors.ts";
import {
  type Cart,
  type CartLine,
  type CartWithCheckout,
  type Checkout,
  merge,
  totalCentsOf,
} from "./cart.ts";
import type { CartRepository } from "./cart-repository.ts";
import type { CartService } from "./cart-service.ts";
import type { InventoryClient } from "./inventory-client.ts";
import type { Order, OrderQuery } from "./order.ts";
import type { OrderRepository } from "./order-repository.ts";
import { cardOnFile, requirePayable, type UnpaidOrder } from "./payment.ts";
import {
  type PaymentService,
  type Settled,
  tookTooLong,
} from "./payment-service.ts";
import { refusalOf } from "./shortages.ts";
import {
  requireShown,
  requireShownPrices,
  requireSold,
} from "./shown-prices.ts";

export type CheckoutService = ReturnType<typeof createCheckoutService>;

/** How a customer wants to buy: a cart with one of the `tags`, by card. */
export type Terms = {
  tags?: string[] | undefined;
  token?: string | undefined;
};

/** For a checkout that can be repeated; see idempotent-checkout-service.ts. */
type Hooks = {
  /** Called with each state of the cart that a checkout could begin with. */
  beforeBegin: () => Promise<unknown>;
  onBegin: (orderId: string) => Promise<unknown>;
};
const noHooks: Hooks = { beforeBegin: async () => {}, onBegin: async () => {} };

/**
 * Makes an order of a cart, as a saga: take the stock, take the money, then
 * confirm; or give both back and restore the cart. Its state is in the cart's
 * document, so that a second click joins the first one, and recover() cleans up
 * after a crash.
 */
export function createCheckoutService(
  carts: CartRepository,
  orders: OrderRepository,
  inventory: InventoryClient,
  payment: PaymentService,
  { look, refresh }: Pick<CartService, "look" | "refresh">,
) {
  /** The cart with its checkout, begun by this call or by another one. */
  async function begin(
    cartId: string,
    { tags, token = cardOnFile }: Terms,
    { beforeBegin }: Hooks,
  ): Promise<CartWithCheckout> {
    for (;;) {
      const cart = await carts.get(cartId);
      await beforeBegin();
      if (cart.checkout) {
        const joined = { ...cart, checkout: cart.checkout };
        if (await isCancelled(joined)) {
          await cancel(joined);
          continue;
        }
        requireCard(cart.checkout, token);
        return joined;
      }
      if (cart.lines.length === 0) throw new Conflict("The cart is empty.");
      requireShown(cart.lines, tags);

      const lines = await linesAsShown(cart);
      requirePayable(totalCentsOf(lines));
      const [orderId, since] = [randomUUID(), new Date()];
      const checkout = { orderId, since, lines, token };
      if (await carts.beginCheckout(cart, checkout)) {
        return { ...cart, checkout };
      }
    }
  }

  /** Throws Conflict if a price is not the one that the cart showed last. */
  async function linesAsShown(cart: Cart): Promise<CartLine[]> {
    const items = await look(cart.lines);
    const lines = await refresh(cart, items);
    requireSold(cart.lines, items);
    requireShownPrices(cart.lines, lines);
    return lines;
  }

  async function isCancelled({ checkout }: CartWithCheckout) {
    return (await orders.find(checkout.orderId))?.status === "CANCELLED";
  }

  async function confirm({ cartId, checkout }: CartWithCheckout) {
    const { orderId, lines } = checkout;
    const order = await orders.decide({
      orderId,
      cartId,
      lines,
      totalCents: totalCentsOf(lines),
      status: "CONFIRMED",
      payment: "PAID",
      decidedAt: new Date(),
    });
    if (order.status === "CANCELLED") throw tookTooLong();
    await carts.endCheckout(cartId, orderId);
    return order;
  }

  /**
   * Gives the stock back and restores the cart, unless it was confirmed. The
   * refund service cancels the payment of an open order: that may take longer.
   */
  async function cancel({ cartId, checkout }: CartWithCheckout) {
    const { orderId } = checkout;
    const now = new Date();
    const order = await orders.decide({
      orderId,
      cartId,
      lines: [],
      totalCents: 0,
      status: "CANCELLED",
      decidedAt: now,
      openSince: now,
    });
    if (order.status === "CONFIRMED") {
      await carts.endCheckout(cartId, orderId);
      return order;
    }
    await inventory.cancel(orderId);
    await restore(cartId, orderId);
    return order;
  }

  async function restore(cartId: string, orderId: string) {
    for (;;) {
      const cart = await carts.get(cartId);
      if (cart.checkout?.orderId !== orderId) return;
      const lines = merge(cart.checkout.lines, cart.lines);
      if (await carts.undoCheckout(cart, lines)) return;
    }
  }

  async function reserve({ orderId, lines }: Checkout) {
    try {
      await inventory.reserve(orderId, lines);
    } catch (error) {
      throw error instanceof Conflict ? refusalOf(error, lines) : error;
    }
  }

  /** Finishes a checkout by these steps, or undoes all of it. */
  async function finish(
    cart: CartWithCheckout,
    pay: () => Promise<Settled>,
  ): Promise<Order | UnpaidOrder> {
    try {
      const settled = await pay();
      if ("paid" in settled) return await confirm(cart);
      return await awaitAction(cart, settled.actionUrl);
    } catch (error) {
      if (error instanceof Conflict && error.members.shortages) {
        // Nothing was taken.
        await restore(cart.cartId, cart.checkout.orderId);
        throw error;
      }
      // If this fails too, recover() does it later.
      const order = await withoutDeadline(() => cancel(cart)).catch(
        () => undefined,
      );
      // The database's reply was lost, not the order.
      if (order?.status === "CONFIRMED") return order;
      throw error;
    }
  }

  async function awaitAction(
    { cartId, checkout }: CartWithCheckout,
    url: string,
  ): Promise<UnpaidOrder> {
    const { orderId } = checkout;
    if (!(await carts.awaitAction(cartId, orderId))) throw tookTooLong();
    return { orderId, status: "PAYMENT_REQUIRES_ACTION", action: { url } };
  }

  /** Ends a checkout whose payment was completed at the processor, or is late. */
  async function endIfDecided(cart: CartWithCheckout, isLate: boolean) {
    const status = await payment
      .statusOf(cart.checkout.orderId)
      .catch(() => undefined);
    if (status === "PAID") return confirm(cart);
    const isOver = status === "DECLINED" || status === "CANCELLED";
    return isLate || isOver ? cancel(cart) : undefined;
  }

  return {
    /**
     * Throws Conflict with `shortages` if there is not enough of something,
     * Outdated if the cart has none of the `tags`, and PaymentRequired if the
     * card was declined.
     */
    async checkout(cartId: string, terms: Terms = {}, hooks = noHooks) {
      const cart = await begin(cartId, terms, hooks);
      await hooks.onBegin(cart.checkout.orderId);
      return finish(cart, async () => {
        await reserve(cart.checkout);
        return payment.pay(cart);
      });
    },

    /**
     * Goes on with a checkout whose customer had to confirm the charge. The
     * first completion holds: a charge that was confirmed at the processor makes
     * the order, even if `approved` is false.
     */
    async completePayment(
      cartId: string,
      orderId: string,
      approved: boolean,
    ): Promise<Order | UnpaidOrder> {
      const order = await orders.find(orderId);
      const isOwn = order?.cartId === cartId;
      if (isOwn && order.status === "CONFIRMED") return order;
      const cart = await carts.resumeCheckout(cartId, orderId);
      if (cart) return finish(cart, () => payment.complete(orderId, approved));
      throw new NotFound(`No payment of an order ${orderId} is open.`);
    },

    async getOrder(orderId: string): Promise<Order> {
      const order = await orders.find(orderId);
      if (order?.status === "CONFIRMED") return order;
      throw new NotFound(`There is no order ${orderId}.`);
    },

    /** A page of the orders of a cart, or of all carts, the latest first. */
    async listOrders({ limit, ...wanted }: OrderQuery) {
      const found = await orders.list({ ...wanted, limit: limit + 1 });
      return pageOf(found, limit, ({ decidedAt, orderId }) => {
        return { decidedAt, orderId };
      });
    },

    /**
     * Cancels checkouts older than `ageMs`: their process has crashed. Those
     * that wait for their customer become orders once they are paid, and are
     * cancelled after `actionMs`.
     */
    async recover(ageMs: number, actionMs: number) {
      const now = Date.now();
      const time = new Date(now - ageMs);
      const [stuck, waiting] = await Promise.all([
        carts.findCheckoutsBefore(time, false),
        carts.findCheckoutsBefore(time, true),
      ]);
      await Promise.all([
        ...stuck.map(cancel),
        ...waiting.map((cart) =>
          endIfDecided(cart, cart.checkout.since.getTime() < now - actionMs),
        ),
      ]);
    },
  };
}

/** Throws FailedPrecondition: its customer has to complete the payment first. */
function requireCard(
  { orderId, token, awaitsAction }: Checkout,
  wanted: string,
) {
  if (!awaitsAction || token === wanted) return;
  throw new FailedPrecondition(
    `The payment of the order ${orderId} waits: confirm or reject it first, with POST /orders/${orderId}/payment.`,
  );
}
