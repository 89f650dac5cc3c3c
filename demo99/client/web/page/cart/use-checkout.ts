import { useState } from "react";
import { navigate } from "#client/pages/navigation.tsx";
import { isRefusal } from "../store.ts";
import { useCart } from "./cart-context.tsx";
import { refusalOf, refusedBefore } from "./refusal.ts";

/** Orders and pays the lines of the cart, then opens the confirmation. */
export function useCheckout() {
  const cart = useCart();
  const [isPending, setPending] = useState(false);
  const [refusal, setRefusal] = useState(refusedBefore);

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
      setRefusal(refusalOf(error));
      if (isRefusal(error)) void cart.reload();
    } finally {
      setPending(false);
    }
  }

  return { checkout, isPending, refusal, forget: () => setRefusal(undefined) };
}
