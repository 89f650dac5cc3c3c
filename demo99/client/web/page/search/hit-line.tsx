import { Link, useLocation } from "#client/pages/navigation.tsx";
import type { Hit } from "../../../store-client.ts";
import { authorText } from "../reviews/author-text.ts";
import { useSession } from "../session/use-session.ts";
import { formatDate } from "../time.ts";
import { placeOf, siteOf, sourceText } from "./hits.ts";

type Props = { hit: Hit };

/** A result of the search, with a link to it if it has a place. */
export function HitLine({ hit }: Props) {
  const own = useSession()?.name;
  const by = hit.by.map((author) => authorText(author, own)).join(", ");
  return (
    <div className="hit">
      <h3>
        <HitLink hit={hit} />
      </h3>
      <p className="soft">
        <span className="hit__source">{sourceText(hit)}</span>
        {by && ` · ${by}`}
        {hit.at && (
          <>
            {" · "}
            <time dateTime={hit.at}>{formatDate(hit.at)}</time>
          </>
        )}
      </p>
      {hit.snippet && <p>{hit.snippet}</p>}
    </div>
  );
}

function HitLink({ hit }: Props) {
  const { searchParams } = useLocation();
  const place = placeOf(hit, searchParams);
  if (place) return <Link href={place}>{hit.title}</Link>;
  const site = siteOf(hit);
  if (!site) return hit.title;
  return (
    <a href={hit.url} rel="noreferrer">
      {hit.title} <span className="soft">({site})</span>
    </a>
  );
}
