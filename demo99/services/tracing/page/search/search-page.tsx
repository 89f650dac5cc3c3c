import { useEffect, useState } from "react";
import { navigate, useLocation } from "#client/pages/navigation.tsx";
import type { Span } from "../../src/span.ts";
import { useAnswer } from "../ask.ts";
import { summaryOf } from "../summary.ts";
import { Results } from "./results.tsx";
import { SearchForm } from "./search-form.tsx";
import {
  addressOf,
  queryOf,
  searchIn,
  type TraceSearch,
} from "./search-query.ts";

/** Finds traces, and shows them one a line. */
export function SearchPage() {
  const { search: address, searchParams } = useLocation();
  const [askedAt, setAskedAt] = useState(Date.now);
  const search = searchIn(searchParams);
  const { value, error, isAsking } = useAnswer<Span[][]>(
    queryOf(search, askedAt),
  );

  useEffect(() => {
    document.title = "Tracing";
  }, []);

  function find(wanted: TraceSearch) {
    setAskedAt(Date.now());
    navigate(addressOf(wanted));
  }

  return (
    <>
      <SearchForm key={address} search={search} onSearch={find} />
      {error && (
        <p role="alert" className="notice bad">
          {error.message}
        </p>
      )}
      {!value && isAsking && <p>Loading …</p>}
      {value && <Results traces={value.map(summaryOf)} />}
    </>
  );
}
