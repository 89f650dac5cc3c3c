import { useCallback, useState } from "react";
import type { Kind } from "../../../store-client.ts";
import { allKinds, inText, kinds } from "../kinds.ts";
import { PageHeading } from "../page-heading.tsx";
import { navigate, useLocation } from "../router.tsx";
import { CatalogSection } from "./catalog-section.tsx";
import { SearchBox } from "./search-box.tsx";

/** All three catalogues, each answering for itself. */
export function ShopPage() {
  const { searchParams } = useLocation();
  const q = searchParams.get("q") ?? "";
  const show = (text: string) =>
    navigate(text ? `/?${new URLSearchParams({ q: text })}` : "/", {
      replace: true,
    });
  const [missing, setMissing] = useState<Kind[]>([]);
  const onMissing = useCallback((kind: Kind, isMissing: boolean) => {
    setMissing((before) =>
      allKinds.filter((each) =>
        each === kind ? isMissing : before.includes(each),
      ),
    );
  }, []);

  return (
    <>
      <div className="hero">
        <PageHeading title="What would you like today?" />
        <SearchBox q={q} onSearch={show} />
        {missing.length > 0 && (
          <p className="hero__missing">{missingText(missing)}</p>
        )}
      </div>
      {allKinds.map((kind) => (
        <CatalogSection key={kind} kind={kind} q={q} onMissing={onMissing} />
      ))}
    </>
  );
}

/** "Without books and CDs right now: their catalogues do not answer." */
export function missingText(missing: Kind[]): string {
  const names = missing.map((kind) => inText(kinds[kind].many));
  const answers = names.length > 1 ? "catalogues do" : "catalogue does";
  const list = new Intl.ListFormat("en").format(names);
  return `Without ${list} right now: their ${answers} not answer.`;
}
