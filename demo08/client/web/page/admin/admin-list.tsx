import { useState } from "react";
import type { Kind } from "../../../store-client.ts";
import type { Item } from "../items.ts";
import { inText, kinds } from "../kinds.ts";
import { Notice } from "../notice.tsx";
import { useCatalog } from "../use-catalog.ts";
import { useStock } from "../use-stock.ts";
import { AdminRow } from "./admin-row.tsx";
import { DeleteDialog } from "./delete-dialog.tsx";

type Props = { kind: Kind; q: string };

const pageSize = 20;

export function AdminList({ kind, q }: Props) {
  const catalog = useCatalog(kind, q, pageSize);
  const { items, next, isLoading, isFailed, more, reload } = catalog;
  const onHandOf = useStock(items.map((item) => item.number));
  const [doomed, setDoomed] = useState<Item>();
  const { many } = kinds[kind];
  const close = () => setDoomed(undefined);

  return (
    <section aria-label={many} aria-busy={isLoading}>
      <p role="status" className="soft">
        {isLoading && "Looking …"}
        {!isLoading &&
          !isFailed &&
          `${items.length || "No"} ${inText(many)} shown`}
      </p>
      <ul className="lines">
        {items.map((item) => (
          <AdminRow
            key={item.number}
            kind={kind}
            item={item}
            onHand={onHandOf(item.number)}
            onDelete={() => setDoomed(item)}
          />
        ))}
      </ul>
      {isFailed && (
        <Notice onRetry={more}>{many} are not available right now.</Notice>
      )}
      {next && !isFailed && (
        <button type="button" onClick={more}>
          More {inText(many)}
        </button>
      )}
      {doomed && (
        <DeleteDialog
          kind={kind}
          item={doomed}
          onDone={reload}
          onClose={close}
        />
      )}
    </section>
  );
}
