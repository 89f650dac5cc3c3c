import type { ReactNode } from "react";
import { Link, useLocation } from "#client/pages/navigation.tsx";
import type { Kind } from "../../../store-client.ts";
import { type Item, itemPath } from "../items.ts";
import { loginAt } from "./session.ts";
import { useSession } from "./use-session.ts";

type Props = { kind: Kind; item: Item; children: ReactNode };

/** For customers only; a guest gets a link to log in, and then sees the item. */
export function ForBuyers({ kind, item, children }: Props) {
  const session = useSession();
  const { pathname, searchParams } = useLocation();
  if (session) return session.role === "customer" && children;
  const ownPage = itemPath(kind, item.number);
  searchParams.set("item", `${kind}-${item.number}`);
  const back = pathname === ownPage ? ownPage : `${pathname}?${searchParams}`;
  return (
    <Link
      className="button"
      href={loginAt(back)}
      aria-label={`Log in to buy ${item.title}`}
    >
      Log in to buy
    </Link>
  );
}
