import { Conflict, NotFound, Unavailable } from "#commons/errors.ts";
import { resilienceEvents } from "#commons/resilience-events.ts";
import { maxQuantity } from "#commons/validate.ts";
import {
  type Cart,
  type CartLine,
  contentsOf,
  type Kind,
  totalCentsOf,
} from "./cart.ts";
import type { CartRepository } from "./cart-repository.ts";
import type { CatalogClient } from "./catalog-client.ts";

export type CartService = ReturnType<typeof createCartService>;

type NewLine = { kind: Kind; number: string; quantity: number };

/** What customers do with a cart, short of the checkout. */
export function createCartService(
  carts: CartRepository,
  catalog: CatalogClient,
) {
  /** The lines with the title and the price of this moment. */
  const refresh = (lines: CartLine[]) => Promise.all(lines.map(refreshLine));

  async function refreshLine(line: CartLine): Promise<CartLine> {
    try {
      return { ...line, ...(await catalog.get(line.kind, line.number)) };
    } catch (error) {
      // No longer sold: the customer still sees what it was.
      if (error instanceof NotFound) return line;
      throw error;
    }
  }

  /** For showing only: the checkout takes no price that may be wrong. */
  const refreshOrRecall = (line: CartLine) =>
    refreshLine(line).catch((error) => {
      if (!(error instanceof Unavailable)) throw error;
      const what = `${line.kind} shown as it was known last`;
      resilienceEvents.emit("fallback", { what });
      return { ...line, isStale: true };
    });

  async function show(cartId: string) {
    return toAnswer(cartId, contentsOf(await carts.get(cartId)));
  }

  return {
    refresh,

    async get(cartId: string) {
      const lines = contentsOf(await carts.get(cartId));
      const shown = await Promise.all(lines.map(refreshOrRecall));
      return toAnswer(cartId, shown);
    },

    async addLine(cartId: string, { kind, number, quantity }: NewLine) {
      const item = await catalog.get(kind, number);
      const line = { kind, number, quantity, ...item };
      if (!(await carts.addLine(cartId, line))) {
        throw new Conflict(`A cart takes ${maxQuantity} of an item at most.`);
      }
      return show(cartId);
    },

    async setQuantity(cartId: string, number: string, quantity: number) {
      if (!(await carts.setQuantity(cartId, number, quantity))) {
        refuseDuringCheckout(await carts.get(cartId));
        throw new NotFound(`The cart has no line with the number ${number}.`);
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

function toAnswer(cartId: string, lines: CartLine[]) {
  return { cartId, lines, totalCents: totalCentsOf(lines) };
}

function refuseDuringCheckout({ checkout }: Cart) {
  if (checkout) {
    throw new Conflict(
      "This cart is being checked out: try again in a moment.",
    );
  }
}
