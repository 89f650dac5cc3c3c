import type { Kind } from "../../../store-client.ts";
import { useCart } from "../cart/cart-context.tsx";
import type { Item } from "../items.ts";
import type { OnHand } from "../stock-label.tsx";

type Props = { kind: Kind; item: Item; onHand: OnHand };

/** Puts one copy of an item into the cart. */
export function AddButton({ kind, item: { number, title }, onHand }: Props) {
  const { add } = useCart();
  return (
    <button
      type="button"
      aria-label={`Add ${title} to cart`}
      disabled={onHand === 0}
      onClick={() => add({ kind, number, title }, 1)}
    >
      Add
    </button>
  );
}
