import { Link } from "#client/pages/navigation.tsx";
import type { Kind } from "../../../store-client.ts";
import { inText, kinds } from "../kinds.ts";
import { Notice } from "../notice.tsx";
import { PageHeading } from "../page-heading.tsx";
import { Reviews } from "../reviews/reviews.tsx";
import { ItemDetails } from "../search/item-details.tsx";
import { explain } from "../store.ts";
import { Suggestions } from "./suggestions.tsx";
import { useItem } from "./use-item.ts";

type Props = { kind: Kind; number: string };

/** An item, what suits it, and its reviews; no outage hides the other parts. */
export function ItemPage({ kind, number }: Props) {
  const { item, error, isRefused, retry } = useItem(kind, number);
  const { one } = kinds[kind];
  const outage = `This ${inText(one)} cannot be shown right now.`;
  return (
    <>
      <PageHeading title={item?.title ?? one} />
      {item && <ItemDetails kind={kind} item={item} />}
      {!item && error === undefined && <p>Loading …</p>}
      {!item && error !== undefined && !isRefused && (
        <Notice onRetry={retry}>{outage}</Notice>
      )}
      {isRefused ? (
        <p>
          {explain(error, outage)} <Link href="/">Back to the shop</Link>
        </p>
      ) : (
        <>
          <Suggestions number={number} />
          <Reviews number={number} />
        </>
      )}
    </>
  );
}
