import { Notice } from "../notice.tsx";
import { PageHeading } from "../page-heading.tsx";
import { AdminTabs } from "./admin-tabs.tsx";
import { useUsers } from "./use-users.ts";

/** All users, sorted by e-mail address. */
export function UsersPage() {
  const { users, next, isFailed, more } = useUsers();
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
          <Notice onRetry={more}>Users are not available right now.</Notice>
        )}
        {next && !isFailed && (
          <button type="button" onClick={more}>
            More users
          </button>
        )}
      </section>
    </>
  );
}
