import type { ReactNode } from "react";
import type { Kind } from "../../../store-client.ts";
import { Cover } from "../cover.tsx";
import { factsOf, type Item, peopleOf } from "../items.ts";
import { formatMoney } from "../money.ts";
import { StockLabel } from "../stock-label.tsx";
import { useStock } from "../use-stock.ts";
import { AddForm } from "./add-form.tsx";
import { ForBuyers } from "./for-buyers.tsx";

type Props = {
  kind: Kind;
  item: Item;
  /** Called before the item is put into the cart. */
  onAdd?: () => void;
  heading?: ReactNode;
  children?: ReactNode;
};

/** What the shop says of an item, and the form to buy it. */
export function ItemDetails({ kind, item, onAdd, heading, children }: Props) {
  const { number, title, priceCents, description } = item;
  const onHand = useStock([number])(number);
  const people = peopleOf(kind, item);

  return (
    <article className="details">
      <Cover kind={kind} number={number} title={title} people={people} />
      <div className="details__text">
        {heading}
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
          <ForBuyers kind={kind} item={item}>
            <AddForm {...{ kind, item, onHand }} onAdd={onAdd} />
          </ForBuyers>
          {children}
        </div>
      </div>
    </article>
  );
}
