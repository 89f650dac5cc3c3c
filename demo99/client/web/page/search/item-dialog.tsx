import { useCallback } from "react";
import { Link, navigate } from "#client/pages/navigation.tsx";
import type { Kind } from "../../../store-client.ts";
import { catalogOf, itemPath } from "../items.ts";
import { inText, kinds } from "../kinds.ts";
import { Modal } from "../modal.tsx";
import { Notice } from "../notice.tsx";
import { explain, useStore } from "../store.ts";
import { useLoaded } from "../use-loaded.ts";
import { ItemDetails } from "./item-details.tsx";

type Props = { kind: Kind; number: string };

/** An item opened over the page; the address names it, so it can be shared. */
export function ItemDialog({ kind, number }: Props) {
  const store = useStore();
  const load = useCallback(
    () => catalogOf(store, kind).get(number),
    [store, kind, number],
  );
  const outage = `This ${inText(kinds[kind].one)} cannot be shown right now.`;
  const { value: item, error, retry } = useLoaded(load);

  return (
    <Modal label={item?.title ?? kinds[kind].one} onClose={closeItem}>
      <button type="button" className="modal__close" onClick={closeItem}>
        <span aria-hidden="true">✕</span>
        <span className="visually-hidden">Close</span>
      </button>
      {item && (
        <ItemDetails
          kind={kind}
          item={item}
          // An open dialog would hide the message from screen readers.
          onAdd={closeItem}
          heading={<h2>{item.title}</h2>}
        >
          <Link href={itemPath(kind, number)}>
            Reviews, tags and similar items
          </Link>
        </ItemDetails>
      )}
      {error !== undefined && (
        <Notice onRetry={retry}>{explain(error, outage)}</Notice>
      )}
    </Modal>
  );
}

function closeItem() {
  const url = new URL(location.href);
  url.searchParams.delete("item");
  navigate(url.pathname + url.search, { replace: true });
}
