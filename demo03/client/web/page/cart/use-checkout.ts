import { useState } from "react";
import { navigate } from "#client/pages/navigation.tsx";
import {
  type PriceChange,
  type Shortage,
  StoreError,
} from "../../../store-client.ts";
import { explain } from "../store.ts";
import { useCart } from "./cart-context.tsx";
import { isOutdated } from "./use-cart-state.ts";

type Refusal = {
  text: string;
  shortages: Shortage[];
  priceChanges: PriceChange[];
};

const outage = "Checking out is not possible right now. Your cart is kept.";

/** Orders the lines of the cart, then opens the confirmation. */
export function useCheckout() {
  const cart = useCart();
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();

  async function checkout() {
    setPending(true);
    setRefusal(undefined);
    try {
      const order = await cart.checkout();
      if (order) navigate(`/order/${order.orderId}`);
    } catch (error) {
      const refused = refusalOf(error);
      setRefusal(refused);
      if (refused.priceChanges.length > 0 || isOutdated(error)) {
        void cart.reload();
      }
    } finally {
      setPending(false);
    }
  }

  return { checkout, isPending, refusal, forget: () => setRefusal(undefined) };
}

function refusalOf(error: unknown): Refusal {
  const problem = error instanceof StoreError ? error.problem : undefined;
  const { shortages = [], priceChanges = [] } = problem ?? {};
  return { text: textOf(), shortages, priceChanges };

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
    return explain(error, outage);
  }
}
