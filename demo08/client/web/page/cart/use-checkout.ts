import { useState } from "react";
import { type Shortage, StoreError } from "../../../store-client.ts";
import { navigate } from "../router.tsx";
import { explain } from "../store.ts";
import { useCart } from "./cart-context.tsx";

type Refusal = { text: string; shortages: Shortage[] };

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
      setRefusal(refusalOf(error));
    } finally {
      setPending(false);
    }
  }

  return { checkout, isPending, refusal, forget: () => setRefusal(undefined) };
}

function refusalOf(error: unknown): Refusal {
  const { shortages = [] } = error instanceof StoreError ? error.problem : {};
  const text =
    shortages.length > 0
      ? "Some items in your cart are short. Nothing was ordered."
      : explain(error, outage);
  return { text, shortages };
}
