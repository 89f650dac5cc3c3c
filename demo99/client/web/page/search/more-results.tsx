import { useRef } from "react";
import { counted } from "../counted.ts";
import { Notice } from "../notice.tsx";
import { explain } from "../store.ts";
import { HitLine } from "./hit-line.tsx";
import { besides, isEmpty, lateText, type Shelves } from "./hits.ts";
import { useSearch } from "./use-search.ts";
import { useWhenVisible } from "./use-when-visible.ts";

type Props = { q: string; shelves: Shelves };

const outage = "More results are not available right now.";

/** What a search finds in all sources, besides what the shelves show. */
export function MoreResults({ q, shelves }: Props) {
  const { hits, next, isLoading, error, ...search } = useSearch(q);
  const isFailed = error !== undefined;
  const shown = besides(shelves, hits);
  const count = counted(shown.length, "result");
  // The heading and the sentence fit what is above them.
  const isOnly = Object.values(shelves).every(isEmpty);
  const none = `Nothing ${isOnly ? "found" : "else"} for “${q}”`;
  const found = shown.length > 0 ? `${count} shown` : none;

  return (
    <section
      className="shelf results"
      aria-labelledby="results"
      aria-busy={isLoading}
    >
      <div className="shelf__head">
        <h2 id="results">{isOnly ? "Results" : "More results"}</h2>
        <p role="status">
          {isLoading && "Looking …"}
          {!isLoading && !isFailed && found}
        </p>
      </div>
      <LateNotice {...search} />
      {isFailed && (
        <Notice onRetry={search.again}>{explain(error, outage)}</Notice>
      )}
      <ol className="hits">
        {shown.map((hit) => (
          <li key={`${hit.source}-${hit.id}`}>
            <HitLine hit={hit} />
          </li>
        ))}
      </ol>
      {next && !isFailed && (
        <NextPage next={next} isLoading={isLoading} more={search.more} />
      )}
    </section>
  );
}

type LateProps = { late: string[]; isAwaited: boolean };

function LateNotice({ late, isAwaited }: LateProps) {
  const end = isAwaited
    ? "are late. Their results are added when they arrive."
    : "have not answered: their results are missing.";
  return (
    <div role="status">
      {late.length > 0 && (
        <p className="notice notice--late">
          {lateText(late)} {end}
        </p>
      )}
    </div>
  );
}

type NextProps = { next: string; isLoading: boolean; more: () => void };

/** Loads the next page when it is scrolled to. */
function NextPage({ next, isLoading, more }: NextProps) {
  const button = useRef<HTMLButtonElement>(null);
  useWhenVisible(button, next, more);
  return (
    <button type="button" ref={button} onClick={more} aria-disabled={isLoading}>
      Show more
    </button>
  );
}
