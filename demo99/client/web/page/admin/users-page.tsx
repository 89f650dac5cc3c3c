import { Notice } from "../notice.tsx";
import { PageHeading } from "../page-heading.tsx";
import { useStore } from "../store.ts";
import { useList } from "../use-list.ts";
import { AdminTabs } from "./admin-tabs.tsx";

const pageSize = 20;

/** All users, sorted by e-mail address. */
export function UsersPage() {
  const { list } = useStore().users;
  const {
    items: users,
    hasMore,
    isFailed,
    load,
    more,
  } = useList(list, pageSize);
  return (
    <>
      <PageHeading title="Administration: Users" />
      <AdminTabs current="users" />
      <section aria-label="Users" aria-busy={!users && !isFailed}>
        <p role="status" className="soft">
          {users ? `${users.length} users shown` : !isFailed && "Looking …"}
        </p>
        <ul className="lines">
          {users?.map(({ id, name, email }) => (
            <li className="line" key={id}>
              <div className="line__what">
                <strong>{name}</strong>
                <span>{email}</span>
                <span className="soft">{id}</span>
              </div>
            </li>
          ))}
        </ul>
        {isFailed && (
          <Notice onRetry={load}>Users are not available right now.</Notice>
        )}
        {hasMore && !isFailed && (
          <button type="button" onClick={more}>
            More users
          </button>
        )}
      </section>
    </>
  );
}
