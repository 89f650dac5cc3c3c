import { Link } from "#client/pages/navigation.tsx";
import type { CartLine } from "../../../store-client.ts";
import { kinds } from "../kinds.ts";
import { formatMoney } from "../money.ts";
import { QuantityField } from "../quantity-field.tsx";
import { type OnHand, StockLabel } from "../stock-label.tsx";
import { useCart } from "./cart-context.tsx";
import { StaleMark } from "./stale-mark.tsx";

type Props = { line: CartLine; onHand: OnHand };

export function CartLineRow({ line, onHand }: Props) {
  const { kind, number, title, priceCents } = line;
  const cart = useCart();
  const quantity = cart.quantityOf(line);
  const isFixed = cart.cart?.unpaid !== undefined;

  return (
    <li className="line">
      <div className="line__what">
        <Link href={`/cart?item=${kind}-${number}`}>{title}</Link>
        <span className="soft">
          {kinds[kind].one} · {formatMoney(priceCents)} each
        </span>
        {line.isStale && <StaleMark />}
        <StockLabel onHand={onHand} />
      </div>
      <QuantityField
        label={`Quantity of ${title}`}
        value={quantity}
        isDisabled={isFixed}
        onChange={(edited) => cart.editQuantity(line, edited)}
      />
      <strong className="line__price">
        {formatMoney(priceCents * quantity)}
      </strong>
      <button
        type="button"
        aria-label={`Remove ${title}`}
        disabled={isFixed}
        onClick={() => cart.remove(line)}
      >
        Remove
      </button>
    </li>
  );
}
