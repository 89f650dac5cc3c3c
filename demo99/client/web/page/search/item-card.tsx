import { Link, useLocation } from "#client/pages/navigation.tsx";
import type { Kind } from "../../../store-client.ts";
import { Cover } from "../cover.tsx";
import { type Item, itemPath, peopleOf } from "../items.ts";
import { kinds } from "../kinds.ts";
import { formatMoney } from "../money.ts";
import { type OnHand, StockLabel } from "../stock-label.tsx";
import { AddButton } from "./add-button.tsx";
import { ForBuyers } from "./for-buyers.tsx";

type Props = { kind: Kind; item: Item; onHand: OnHand };

export function ItemCard({ kind, item, onHand }: Props) {
  const { title, number, year, priceCents } = item;
  const { searchParams } = useLocation();
  const people = peopleOf(kind, item);
  const details = new URLSearchParams(searchParams);
  details.set("item", `${kind}-${number}`);

  return (
    <article className="card">
      <Cover kind={kind} number={number} title={title} people={people} />
      <h3 id={number}>
        <Link href={`/?${details}`}>{title}</Link>
      </h3>
      <p className="soft">{people}</p>
      <p className="soft">
        {kinds[kind].one} · {year}
      </p>
      <p>
        <Link href={itemPath(kind, number)} aria-describedby={number}>
          Reviews and tags
        </Link>
      </p>
      <StockLabel onHand={onHand} />
      <div className="card__buy">
        <strong>{formatMoney(priceCents)}</strong>
        <ForBuyers kind={kind} item={item}>
          <AddButton kind={kind} item={item} onHand={onHand} />
        </ForBuyers>
      </div>
    </article>
  );
}
