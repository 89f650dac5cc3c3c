import { useCallback, useState } from "react";
import { navigate, useLocation } from "#client/pages/navigation.tsx";
import type { Kind } from "../../../store-client.ts";
import { allKinds } from "../kinds.ts";
import { PageHeading } from "../page-heading.tsx";
import { CatalogSection } from "./catalog-section.tsx";
import { isEmpty, type Shelves, unknownShelves } from "./hits.ts";
import { MoreResults } from "./more-results.tsx";
import { SearchBox } from "./search-box.tsx";

/**
 * All three catalogues, and what else a search finds; none that fails affects
 * the others.
 */
export function ShopPage() {
  const { searchParams } = useLocation();
  const [shelves, setShelves] = useState<Shelves>(unknownShelves);
  const q = searchParams.get("q") ?? "";
  const show = (text: string) =>
    navigate(text ? `/?${new URLSearchParams({ q: text })}` : "/", {
      replace: true,
    });
  const setShelf = useCallback(
    (kind: Kind, numbers: string[] | undefined) =>
      setShelves((before) => ({ ...before, [kind]: numbers })),
    [],
  );

  const shelf = (kind: Kind) => (
    <CatalogSection key={kind} kind={kind} q={q} onShown={setShelf} />
  );
  // Hits come before empty shelves. With a key, a section keeps its state.
  const empty = q.trim() ? allKinds.filter((it) => isEmpty(shelves[it])) : [];
  const sections = [
    ...allKinds.filter((kind) => !empty.includes(kind)).map(shelf),
    q.trim() && <MoreResults key="more" q={q.trim()} shelves={shelves} />,
    ...empty.map(shelf),
  ];

  return (
    <>
      <div className="hero">
        <PageHeading title="What would you like today?" />
        <SearchBox
          q={q}
          onSearch={show}
          label="Search items, reviews and discussions"
        />
        {q.trim() && empty.length < allKinds.length && (
          <p className="hero__more">
            <a href="#results">More results</a>: similar items, reviews, and
            discussions on other sites
          </p>
        )}
      </div>
      {sections}
    </>
  );
}
