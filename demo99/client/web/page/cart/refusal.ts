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

const outage = "Checking out is not possible right now.";
const undone =
  "Your cart is kept. You do not pay: if your card was charged, the charge is returned.";
const unknown =
  "Your order may have been made: look at your orders before you try again.";

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
    return explain(error, `${outage} ${isUndone(error) ? undone : unknown}`);
  }
}

/**
 * Whether the store has undone a checkout. Without a reply of the shopping cart
 * or its database, the order may have been made.
 */
function isUndone(error: unknown): boolean {
  if (!(error instanceof StoreError) || error.status !== 503) return false;
  const isLost = /(shoppingcart-api|The database) does not answer/;
  return !isLost.test(error.problem.detail ?? "");
}

/** Why the customer's answer has ended a payment without an order, if so. */
export function endOfPayment(error: unknown): string | undefined {
  if (isUndone(error)) return `The payment was cancelled. ${undone}`;
  const { reason } = error instanceof StoreError ? error.problem : {};
  return reason && declinedText(reason);
}

/** The refusal that the page of the payment left for the cart's page. */
export function refusedBefore(): Refusal | undefined {
  const { refusal: text } = history.state ?? {};
  if (typeof text !== "string") return undefined;
  return { text, shortages: [], priceChanges: [], isOutage: false };
}

function declinedText(reason: string) {
  return `${reason} Nothing was ordered and no money was taken. Your cart is kept: choose another card, or try again.`;
}
