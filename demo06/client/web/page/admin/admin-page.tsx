import { useState } from "react";
import { Link } from "#client/pages/navigation.tsx";
import type { Kind } from "../../../store-client.ts";
import { allKinds, inText, kinds } from "../kinds.ts";
import { PageHeading } from "../page-heading.tsx";
import { SearchBox } from "../search/search-box.tsx";
import { AdminList } from "./admin-list.tsx";

/** Lists a catalogue, to edit its items and their stock. */
export function AdminPage({ kind }: { kind: Kind }) {
  const [q, setQ] = useState("");
  const { one, many } = kinds[kind];
  return (
    <>
      <PageHeading title={`Administration: ${many}`} />
      <nav className="tabs" aria-label="Catalogue">
        {allKinds.map((each) => (
          <Link
            key={each}
            href={`/admin/${each}`}
            aria-current={each === kind ? "page" : undefined}
          >
            {kinds[each].many}
          </Link>
        ))}
      </nav>
      <div className="admin__tools">
        <SearchBox q={q} onSearch={setQ} label={`Search ${inText(many)}`} />
        <Link className="button button--main" href={`/admin/${kind}/new`}>
          Add a {inText(one)}
        </Link>
      </div>
      <AdminList kind={kind} q={q.trim()} />
    </>
  );
}
