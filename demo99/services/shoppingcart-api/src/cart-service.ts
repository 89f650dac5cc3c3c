import { Conflict, NotFound, Unavailable } from "#commons/errors.ts";
import { resilienceEvents } from "#commons/resilience-events.ts";
import { maxQuantity } from "#commons/validate.ts";
import {
  type Cart,
  type CartLine,
  contentsOf,
  type Item,
  type Kind,
  totalCentsOf,
  unpaidOf,
} from "./cart.ts";
import type { CartRepository } from "./cart-repository.ts";
import type { CatalogClient } from "./catalog-client.ts";
import { requireShown } from "./shown-prices.ts";

export type CartService = ReturnType<typeof createCartService>;

type LineKey = { cartId: string; number: string };
type NewLine = { kind: Kind; number: string; quantity: number };

/** The operations of customers on a cart, except the checkout. */
export function createCartService(
  carts: CartRepository,
  catalog: CatalogClient,
) {
  const findItems = (kind: Kind, lines: CartLine[]) =>
    catalog.find(
      kind,
      lines.map(({ number }) => number),
    );

  /** The items of the lines, as the catalogues have them at this moment. */
  async function look(lines: CartLine[], find = findItems) {
    const kinds = [...new Set(lines.map(({ kind }) => kind))];
    const found = kinds.map((kind) =>
      find(
        kind,
        lines.filter((line) => line.kind === kind),
      ),
    );
    return new Map<string, Item>((await Promise.all(found)).flat());
  }

  /** Stores and returns the cart's lines with current titles and prices. */
  async function refresh(cart: Cart, items: Map<string, Item>) {
    const current = withItems(cart.lines, items);
    const changed = current.filter((line, i) => !isSame(line, cart.lines[i]));
    if (changed.length > 0) await carts.remember(cart, changed);
    return current;
  }

  /** For display only: the checkout does not use a price that may be stale. */
  const findOrRecall: typeof findItems = (kind, lines) =>
    findItems(kind, lines).catch<[string, CartLine][]>((error) => {
      if (!(error instanceof Unavailable)) throw error;
      resilienceEvents.emit("fallback", { what: "last known price" });
      return lines.map((line) => [line.number, { ...line, isStale: true }]);
    });

  async function show(cartId: string) {
    const cart = await carts.get(cartId);
    return toAnswer(cart, contentsOf(cart));
  }

  return {
    look,
    refresh,

    async get(cartId: string) {
      const cart = await carts.get(cartId);
      const lines = contentsOf(cart);
      const items = await look(lines, findOrRecall);
      await refresh(cart, items);
      // An item that is no longer sold keeps its last known title and price.
      return toAnswer(cart, withItems(lines, items));
    },

    async addLine(cartId: string, { kind, number, quantity }: NewLine) {
      const [found] = await catalog.find(kind, [number]);
      if (!found) {
        throw new NotFound(`There is no ${kind} with the number ${number}.`);
      }
      const [, item] = found;
      const line = { kind, number, quantity, ...item };
      if (!(await carts.addLine(cartId, line))) {
        throw new Conflict(
          `A cart may have ${maxQuantity} of an item at most.`,
        );
      }
      return show(cartId);
    },

    /** With `tags`, only if the cart has one of them. */
    async setQuantity(
      { cartId, number }: LineKey,
      quantity: number,
      tags?: string[],
    ) {
      for (;;) {
        const cart = await carts.get(cartId);
        refuseDuringCheckout(cart);
        requireShown(cart.lines, tags);
        if (!cart.lines.some((line) => line.number === number)) {
          throw new NotFound(`The cart has no line with the number ${number}.`);
        }
        if (await carts.setQuantity(cart, number, quantity)) break;
      }
      return show(cartId);
    },

    async removeLine(cartId: string, number: string) {
      if (!(await carts.removeLine(cartId, number))) {
        refuseDuringCheckout(await carts.get(cartId));
      }
      return show(cartId);
    },
  };
}

function withItems(lines: CartLine[], items: Map<string, Item>): CartLine[] {
  return lines.map((line) => ({ ...line, ...items.get(line.number) }));
}

function isSame(line: CartLine, other: CartLine | undefined): boolean {
  return line.title === other?.title && line.priceCents === other.priceCents;
}

function toAnswer(cart: Cart, lines: CartLine[]) {
  const { cartId } = cart;
  const unpaid = unpaidOf(cart);
  const totalCents = totalCentsOf(lines);
  return { cartId, lines, totalCents, ...(unpaid && { unpaid }) };
}

function refuseDuringCheckout({ checkout }: Cart) {
  if (checkout) {
    throw new Conflict(
      "This cart is being checked out: try again in a moment.",
    );
  }
}
