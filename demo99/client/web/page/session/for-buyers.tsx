import type { ReactNode } from "react";
import { Link, useLocation } from "../router.tsx";
import { loginAt } from "./session.ts";
import { useSession } from "./session-context.tsx";

type Props = {
  /** As the address names it: "book-9798000000656". */
  item: string;
  title: string;
  children: ReactNode;
};

/** What buys an item; who is not logged in comes back to it after the login. */
export function ForBuyers({ item, title, children }: Props) {
  const { session } = useSession();
  const { pathname, searchParams } = useLocation();
  if (session) return session.role === "customer" && children;
  searchParams.set("item", item);
  return (
    <Link
      className="button"
      href={loginAt(`${pathname}?${searchParams}`)}
      aria-label={`Log in to buy ${title}`}
    >
      Log in to buy
    </Link>
  );
}
