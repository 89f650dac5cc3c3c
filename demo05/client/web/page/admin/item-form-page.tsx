import { useCallback } from "react";
import type { Kind } from "../../../store-client.ts";
import { catalogOf } from "../items.ts";
import { inText, kinds } from "../kinds.ts";
import { Notice } from "../notice.tsx";
import { PageHeading } from "../page-heading.tsx";
import { explain, useStore } from "../store.ts";
import { useLoaded } from "../use-loaded.ts";
import { ItemForm } from "./item-form.tsx";

type Props = { kind: Kind; number: string | undefined };

export function ItemFormPage({ kind, number }: Props) {
  const one = inText(kinds[kind].one);
  return (
    <>
      <PageHeading title={number ? `Edit a ${one}` : `Add a ${one}`} />
      {number ? (
        <LoadedItemForm kind={kind} number={number} />
      ) : (
        <ItemForm kind={kind} />
      )}
    </>
  );
}

function LoadedItemForm({ kind, number }: { kind: Kind; number: string }) {
  const store = useStore();
  const load = useCallback(
    () => catalogOf(store, kind).read(number),
    [store, kind, number],
  );
  const { value: read, error, retry } = useLoaded(load);
  if (error !== undefined) {
    const outage = `This ${inText(kinds[kind].one)} cannot be shown right now.`;
    return <Notice onRetry={retry}>{explain(error, outage)}</Notice>;
  }
  if (!read) return <p>Loading …</p>;
  return <ItemForm kind={kind} item={read.value} etag={read.etag} />;
}
