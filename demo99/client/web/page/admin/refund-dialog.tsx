import { useState } from "react";
import type { Sale } from "../../../store-client.ts";
import { Modal } from "../modal.tsx";
import { formatMoney } from "../money.ts";
import { explain, useStore } from "../store.ts";
import { useToast } from "../toast.tsx";

type Props = {
  sale: Sale;
  onDone: () => void;
  onClose: () => void;
};

/** Asks for confirmation before money and stock are returned. */
export function RefundDialog({ sale, onDone, onClose }: Props) {
  const { orders } = useStore();
  const say = useToast();
  const [isPending, setPending] = useState(false);
  const amount = formatMoney(sale.totalCents);

  async function refund() {
    setPending(true);
    try {
      await orders.refund(sale.orderId);
      onDone();
      say(`Refunded: ${amount}`);
    } catch (error) {
      say(explain(error, "The refund is not complete yet."), "problem");
    }
    onClose();
  }

  return (
    <Modal label={`Refund ${amount}?`} onClose={onClose}>
      <h2>Refund {amount}?</h2>
      <p>
        Customer {sale.cartId} gets the money back, and the items of the order
        return to the stock. This cannot be undone.
      </p>
      <div className="modal__actions">
        <button type="button" onClick={onClose}>
          Keep the order
        </button>
        <button
          type="button"
          className="button--main"
          disabled={isPending}
          onClick={refund}
        >
          {isPending ? "Refunding …" : "Refund"}
        </button>
      </div>
    </Modal>
  );
}
