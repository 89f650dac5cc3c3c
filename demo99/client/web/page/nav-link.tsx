import type { ReactNode } from "react";
import { Link, useLocation } from "#client/pages/navigation.tsx";

type Props = { href: string; children: ReactNode };

/** A link to a section of the shop; marked while a page of it is open. */
export function NavLink({ href, children }: Props) {
  const { pathname } = useLocation();
  const isHere = pathname.split("/")[1] === href.slice(1);
  return (
    <Link href={href} aria-current={isHere ? "page" : undefined}>
      {children}
    </Link>
  );
}
