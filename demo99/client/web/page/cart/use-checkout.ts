import { useState } from "react";
import { navigate } from "#client/pages/navigation.tsx";
import { useCart } from "./cart-context.tsx";
import { declinedBefore, refusalOf } from "./refusal.ts";
import { isOutdated } from "./use-cart-state.ts";

/** Orders and pays the lines of the cart, then opens the confirmation. */
export function useCheckout() {
  const cart = useCart();
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState(declinedBefore);

  async function checkout(token: string) {
    setPending(true);
    setRefusal(undefined);
    try {
      const order = await cart.checkout(token);
      if (order) {
        const isPaid = order.status === "CONFIRMED";
        navigate(`/${isPaid ? "order" : "payment"}/${order.orderId}`);
      }
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
