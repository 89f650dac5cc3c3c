import {
  type PriceChange,
  type Shortage,
  StoreError,
} from "../../../store-client.ts";
import { explain } from "../store.ts";
import { isOutdated } from "./use-cart-state.ts";

/** Why there is no order. */
export type Refusal = {
  text: string;
  shortages: Shortage[];
  priceChanges: PriceChange[];
  /** Whether the same checkout may succeed later. */
  isOutage: boolean;
};

const outage = "Checking out is not possible right now. Your cart is kept.";

export function refusalOf(error: unknown): Refusal {
  const problem = error instanceof StoreError ? error.problem : undefined;
  const {
    shortages = [],
    priceChanges = [],
    reason,
    status = 0,
  } = problem ?? {};
  const isOutage = status === 0 || status >= 500;
  return { text: textOf(), shortages, priceChanges, isOutage };

  function textOf() {
    if (shortages.length > 0) {
      return "Some items in your cart are short. Nothing was ordered.";
    }
    if (priceChanges.length > 0) {
      return "Prices have changed. Nothing was ordered: check out again to buy at these prices.";
    }
    if (isOutdated(error)) {
      return "Your cart has changed. Nothing was ordered: check out again to buy what it shows now.";
    }
    if (reason) return declinedText(reason);
    // Without a reply, the order may have been made.
    const isUndone = status === 503;
    return explain(error, isUndone ? `${outage} No money was taken.` : outage);
  }
}

/** The refusal that the page of the payment left for the cart's page. */
export function declinedBefore(): Refusal | undefined {
  const { reason } = history.state ?? {};
  if (typeof reason !== "string") return undefined;
  const text = declinedText(reason);
  return { text, shortages: [], priceChanges: [], isOutage: false };
}

function declinedText(reason: string) {
  return `${reason} Nothing was ordered and no money was taken. Your cart is kept: choose another card, or try again.`;
}
