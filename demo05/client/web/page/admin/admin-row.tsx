import { Link } from "#client/pages/navigation.tsx";
import type { Kind } from "../../../store-client.ts";
import { type Item, peopleOf } from "../items.ts";
import { formatMoney } from "../money.ts";
import type { OnHand } from "../stock-label.tsx";
import { StockForm } from "./stock-form.tsx";

type Props = {
  kind: Kind;
  item: Item;
  onHand: OnHand;
  onDelete: () => void;
};

export function AdminRow({ kind, item, onHand, onDelete }: Props) {
  const { number, title, year, priceCents } = item;
  return (
    <li className="line">
      <div className="line__what">
        <strong>{title}</strong>
        <span className="soft">
          {peopleOf(kind, item)} · {year} · {formatMoney(priceCents)}
        </span>
        <span className="soft">{number}</span>
      </div>
      <StockForm number={number} title={title} onHand={onHand} />
      <div className="line__actions">
        <Link
          className="button"
          href={`/admin/${kind}/${number}`}
          aria-label={`Edit ${title}`}
        >
          Edit
        </Link>
        <button type="button" aria-label={`Delete ${title}`} onClick={onDelete}>
          Delete
        </button>
      </div>
    </li>
  );
}
