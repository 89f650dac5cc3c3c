import { randomUUID } from "node:crypto";
import { pageOf } from "#commons/cursor.ts";
import { Conflict, NotFound, Unavailable } from "#commons/errors.ts";
import { type Cart, type CartLine, merge, totalCentsOf } from "./cart.ts";
import type { CartRepository } from "./cart-repository.ts";
import type { CartService } from "./cart-service.ts";
import type { InventoryClient } from "./inventory-client.ts";
import type { Order, OrderQuery } from "./order.ts";
import type { OrderRepository } from "./order-repository.ts";
import { requireShownPrices, requireSold } from "./shown-prices.ts";

export type CheckoutService = ReturnType<typeof createCheckoutService>;

type CartWithCheckout = Cart & Required<Pick<Cart, "checkout">>;

/** For a checkout that can be repeated; see idempotent-checkout-service.ts. */
type Hooks = {
  /** Called with each state of the cart that a checkout could begin with. */
  beforeBegin: () => Promise<unknown>;
  onBegin: (orderId: string) => Promise<unknown>;
};
const noHooks: Hooks = { beforeBegin: async () => {}, onBegin: async () => {} };

/**
 * Makes an order of a cart, as a saga: take the stock, then confirm, or give
 * the stock back and restore the cart. Its state is in the cart's document, so
 * that a second click joins the first one, and recover() cleans up after a
 * crash.
 */
export function createCheckoutService(
  carts: CartRepository,
  orders: OrderRepository,
  inventory: InventoryClient,
  { look, refresh }: Pick<CartService, "look" | "refresh">,
) {
  /** The cart with its checkout, begun by this call or by another one. */
  async function begin(
    cartId: string,
    { beforeBegin }: Hooks,
  ): Promise<CartWithCheckout> {
    for (;;) {
      const cart = await carts.get(cartId);
      await beforeBegin();
      if (cart.checkout) {
        const joined = { ...cart, checkout: cart.checkout };
        if (!(await isCancelled(joined))) return joined;
        await cancel(joined);
        continue;
      }
      if (cart.lines.length === 0) throw new Conflict("The cart is empty.");

      const lines = await linesAsShown(cart);
      const checkout = { orderId: randomUUID(), since: new Date(), lines };
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
      decidedAt: new Date(),
    });
    if (order.status === "CANCELLED") {
      throw new Unavailable("The checkout took too long: try again.");
    }
    await carts.endCheckout(cartId, orderId);
    return order;
  }

  /** Gives the stock back and restores the cart, unless it was confirmed. */
  async function cancel({ cartId, checkout }: CartWithCheckout) {
    const { orderId } = checkout;
    const order = await orders.decide({
      orderId,
      cartId,
      lines: [],
      totalCents: 0,
      status: "CANCELLED",
      decidedAt: new Date(),
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

  return {
    /** Throws Conflict with `shortages` if there is not enough of something. */
    async checkout(cartId: string, hooks = noHooks): Promise<Order> {
      const cart = await begin(cartId, hooks);
      const { orderId, lines } = cart.checkout;
      await hooks.onBegin(orderId);
      try {
        await inventory.reserve(orderId, lines);
        return await confirm(cart);
      } catch (error) {
        if (error instanceof Conflict) {
          await restore(cartId, orderId);
          throw refusal(error, lines);
        }
        // If this fails too, recover() does it later.
        const order = await cancel(cart).catch(() => undefined);
        // The database's reply was lost, not the order.
        if (order?.status === "CONFIRMED") return order;
        throw error;
      }
    },

    async getOrder(orderId: string): Promise<Order> {
      const order = await orders.find(orderId);
      if (order?.status === "CONFIRMED") return order;
      throw new NotFound(`There is no order ${orderId}.`);
    },

    /** A page of the orders of a cart, the latest first. */
    async listOrders({ limit, ...wanted }: OrderQuery) {
      const found = await orders.list({ ...wanted, limit: limit + 1 });
      return pageOf(found, limit, ({ decidedAt, orderId }) => {
        return { decidedAt, orderId };
      });
    },

    /** Cancels checkouts older than `ageMs`: their process has crashed. */
    async recover(ageMs: number) {
      const time = new Date(Date.now() - ageMs);
      const stuck = await carts.findCheckoutsBefore(time);
      await Promise.all(
        stuck.map(
          async ({ checkout, ...cart }) =>
            checkout && cancel({ ...cart, checkout }),
        ),
      );
    },
  };
}

type Shortage = { number: string; quantity: number; onHand: number };

/** The refusal of the inventory, with the titles of what is short. */
function refusal({ message, members }: Conflict, lines: CartLine[]): Error {
  const shortages = members.shortages as Shortage[] | undefined;
  if (!shortages) return new Unavailable(message);

  const titles = new Map(lines.map(({ number, title }) => [number, title]));
  const named = shortages.map((shortage) => ({
    ...shortage,
    title: titles.get(shortage.number),
  }));
  const list = named.map(
    ({ title, quantity, onHand }) =>
      `${title} (${quantity} wanted, ${onHand} in stock)`,
  );
  return new Conflict(`Not enough in stock: ${list.join(", ")}.`, {
    members: { shortages: named },
  });
}
