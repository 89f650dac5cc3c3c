import { navigate, useLocation } from "#client/pages/navigation.tsx";
import { allKinds } from "../kinds.ts";
import { PageHeading } from "../page-heading.tsx";
import { CatalogSection } from "./catalog-section.tsx";
import { SearchBox } from "./search-box.tsx";

/** All three catalogues; one that fails does not affect the others. */
export function ShopPage() {
  const { searchParams } = useLocation();
  const q = searchParams.get("q") ?? "";
  const show = (text: string) =>
    navigate(text ? `/?${new URLSearchParams({ q: text })}` : "/", {
      replace: true,
    });

  return (
    <>
      <div className="hero">
        <PageHeading title="What would you like today?" />
        <SearchBox q={q} onSearch={show} />
      </div>
      {allKinds.map((kind) => (
        <CatalogSection key={kind} kind={kind} q={q} />
      ))}
    </>
  );
}
