import { useState } from "react";
import { Link } from "#client/pages/navigation.tsx";
import type { Kind } from "../../../store-client.ts";
import { inText, kinds } from "../kinds.ts";
import { PageHeading } from "../page-heading.tsx";
import { SearchBox } from "../search/search-box.tsx";
import { AdminList } from "./admin-list.tsx";
import { AdminTabs } from "./admin-tabs.tsx";

/** Lists a catalogue, to edit its items and their stock. */
export function AdminPage({ kind }: { kind: Kind }) {
  const [q, setQ] = useState("");
  const { one, many } = kinds[kind];
  return (
    <>
      <PageHeading title={`Administration: ${many}`} />
      <AdminTabs current={kind} />
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
