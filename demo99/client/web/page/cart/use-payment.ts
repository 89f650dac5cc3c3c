import { useState } from "react";
import { navigate } from "#client/pages/navigation.tsx";
import { explain } from "../store.ts";
import { useCart } from "./cart-context.tsx";
import { endOfPayment } from "./refusal.ts";

const outage = "Your answer cannot be processed right now. Try again.";

/** Sends the customer's answer, then opens the order, or the cart again. */
export function usePayment(orderId: string) {
  const cart = useCart();
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();

  async function complete(approved: boolean) {
    setPending(true);
    setFailure(undefined);
    try {
      await cart.completePayment(orderId, approved);
      navigate(`/order/${orderId}`, { replace: true });
    } catch (error) {
      const state = { refusal: endOfPayment(error) };
      if (state.refusal) return navigate("/cart", { replace: true, state });
      setFailure(explain(error, outage));
    } finally {
      setPending(false);
    }
  }

  return { complete, isPending, failure };
}
