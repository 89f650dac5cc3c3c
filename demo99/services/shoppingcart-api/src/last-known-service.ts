import { Unavailable } from "#commons/errors.ts";
import type { TellFallback } from "#commons/fallback-log.ts";
import type { Cart, CartLine } from "./cart.ts";
import type { CartRepository } from "./cart-repository.ts";

const freshForMs = 60_000;

export type LastKnownService = ReturnType<typeof createLastKnownService>;

/**
 * The fallback for a catalogue that does not answer: what it said last of the
 * items in a cart, and when. It lies in the cart, so that every instance knows
 * the same, after a restart too. For showing only: an order is never made of it.
 */
export function createLastKnownService(
  carts: Pick<CartRepository, "remember">,
  tellFallback: TellFallback,
) {
  return {
    /** Throws the error if it is another one, or if nothing is known. */
    recall(line: CartLine, error: unknown): CartLine {
      if (!(error instanceof Unavailable) || !line.knownAt) throw error;
      tellFallback(`${line.kind} shown as it was known last`, error);
      return { ...line, isStale: true };
    },

    /** Not each time: a read becomes a write only if there is news. */
    async keep(cart: Cart, lines: CartLine[]) {
      const isWorthIt = lines.some((line, i) => isNews(line, cart.lines[i]));
      if (isWorthIt && !cart.checkout) await carts.remember(cart, lines);
    },
  };
}

function isNews(line: CartLine, before?: CartLine): boolean {
  const ageMs = Number(line.knownAt) - Number(before?.knownAt ?? 0);
  return (
    line.title !== before?.title ||
    line.priceCents !== before.priceCents ||
    !line.isStale !== !before.isStale ||
    ageMs > freshForMs
  );
}
