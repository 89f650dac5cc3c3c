import { useEffect } from "react";
import type { Kind } from "../../../store-client.ts";
import { inText, kinds } from "../kinds.ts";
import { Notice } from "../notice.tsx";
import { useCatalog } from "../use-catalog.ts";
import { useStock } from "../use-stock.ts";
import { ItemCard } from "./item-card.tsx";

type Props = {
  kind: Kind;
  q: string;
  /** Called with the shown numbers; with none of them while it is loading. */
  onShown: (kind: Kind, numbers: string[] | undefined) => void;
};

const pageSize = 10;

/** The items of one catalogue, or a sentence if there are none. */
export function CatalogSection({ kind, q, onShown }: Props) {
  const catalog = useCatalog(kind, q.trim(), pageSize);
  const { items, next, isLoading, isFailed, more } = catalog;
  const numbers = items.map((item) => item.number);
  const onHandOf = useStock(numbers);
  const { many } = kinds[kind];
  const found = items.length > 0 ? `${items.length} shown` : none(many, q);

  const shown = isLoading ? undefined : numbers.join();
  useEffect(
    () => onShown(kind, shown?.split(",").filter(Boolean)),
    [kind, shown, onShown],
  );

  return (
    <section className="shelf" aria-labelledby={kind} aria-busy={isLoading}>
      <div className="shelf__head">
        <h2 id={kind}>{many}</h2>
        <p role="status">
          {isLoading && "Looking …"}
          {!isLoading && !isFailed && found}
        </p>
      </div>
      <ul className="cards">
        {items.map((item) => (
          <li key={item.number}>
            <ItemCard kind={kind} item={item} onHand={onHandOf(item.number)} />
          </li>
        ))}
      </ul>
      {isFailed && (
        <Notice onRetry={more}>{many} are not available right now.</Notice>
      )}
      {next && !isFailed && (
        <button type="button" onClick={more} aria-disabled={isLoading}>
          More {inText(many)}
        </button>
      )}
    </section>
  );
}

function none(many: string, q: string) {
  return q ? `No ${inText(many)} for “${q}”` : `No ${inText(many)} yet`;
}
