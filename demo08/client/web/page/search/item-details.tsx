import { useState } from "react";
import type { Kind } from "../../../store-client.ts";
import { useCart } from "../cart/cart-context.tsx";
import { Cover } from "../cover.tsx";
import { factsOf, type Item, peopleOf } from "../items.ts";
import { formatMoney } from "../money.ts";
import { QuantityField } from "../quantity-field.tsx";
import { StockLabel } from "../stock-label.tsx";
import { useStock } from "../use-stock.ts";

type Props = { kind: Kind; item: Item; onClose: () => void };

export function ItemDetails({ kind, item, onClose }: Props) {
  const { number, title, priceCents, description } = item;
  const onHand = useStock([number])(number);
  const [quantity, setQuantity] = useState(1);
  const { add } = useCart();
  const people = peopleOf(kind, item);

  function addAndClose() {
    // Closed first: behind an open dialog nobody hears what the shop says.
    onClose();
    add({ kind, number, title }, quantity);
  }

  return (
    <article className="details">
      <Cover kind={kind} number={number} title={title} people={people} />
      <div className="details__text">
        <h2>{title}</h2>
        {description && <p>{description}</p>}
        <dl>
          {factsOf(kind, item).map(([field, value]) => (
            <div key={field.name}>
              <dt>{field.label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          <div>
            <dt>Number</dt>
            <dd>{number}</dd>
          </div>
        </dl>
        <p className="details__price">
          <strong>{formatMoney(priceCents)}</strong>
          <StockLabel onHand={onHand} />
        </p>
        <div className="details__buy">
          <QuantityField
            label="Quantity"
            value={quantity}
            onChange={setQuantity}
          />
          <button
            type="button"
            className="button--main"
            disabled={onHand === 0}
            onClick={addAndClose}
          >
            Add to cart
          </button>
        </div>
      </div>
    </article>
  );
}
