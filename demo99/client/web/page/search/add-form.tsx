import { useState } from "react";
import type { Kind } from "../../../store-client.ts";
import { useCart } from "../cart/cart-context.tsx";
import type { Item } from "../items.ts";
import { QuantityField } from "../quantity-field.tsx";
import type { OnHand } from "../stock-label.tsx";

type Props = {
  kind: Kind;
  item: Item;
  onHand: OnHand;
  onAdd?: (() => void) | undefined;
};

/** Puts some copies of an item into the cart. */
export function AddForm({ kind, item, onHand, onAdd }: Props) {
  const { number, title } = item;
  const [quantity, setQuantity] = useState(1);
  const { add } = useCart();

  function addAll() {
    onAdd?.();
    add({ kind, number, title }, quantity);
  }

  return (
    <>
      <QuantityField label="Quantity" value={quantity} onChange={setQuantity} />
      <button
        type="button"
        className="button--main"
        disabled={onHand === 0}
        onClick={addAll}
      >
        Add to cart
      </button>
    </>
  );
}
