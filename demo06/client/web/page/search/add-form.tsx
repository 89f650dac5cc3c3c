import { useState } from "react";
import type { Kind } from "../../../store-client.ts";
import { useCart } from "../cart/cart-context.tsx";
import type { Item } from "../items.ts";
import { QuantityField } from "../quantity-field.tsx";
import type { OnHand } from "../stock-label.tsx";

type Props = { kind: Kind; item: Item; onHand: OnHand; onClose: () => void };

/** Puts some copies of an item into the cart, and closes its dialog. */
export function AddForm({ kind, item, onHand, onClose }: Props) {
  const { number, title } = item;
  const [quantity, setQuantity] = useState(1);
  const { add } = useCart();

  function addAndClose() {
    // First: an open dialog hides the message from screen readers.
    onClose();
    add({ kind, number, title }, quantity);
  }

  return (
    <>
      <QuantityField label="Quantity" value={quantity} onChange={setQuantity} />
      <button
        type="button"
        className="button--main"
        disabled={onHand === 0}
        onClick={addAndClose}
      >
        Add to cart
      </button>
    </>
  );
}
