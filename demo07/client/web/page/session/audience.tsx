import type { ReactNode } from "react";
import { Link, useLocation } from "#client/pages/navigation.tsx";
import { PageHeading } from "../page-heading.tsx";
import { loginAt, type Role } from "./session.ts";
import { useSession } from "./use-session.ts";

type Props = { pathname: string; children: ReactNode };
type Audience = { role: Role; title: string };

/** The pages that need a role, by the first segment of their paths. */
const audiences: Record<string, Audience> = {
  cart: { role: "customer", title: "Your cart" },
  order: { role: "customer", title: "Your order" },
  admin: { role: "admin", title: "Administration" },
};

const reasons: Record<Role, string> = {
  customer: "Carts and orders are for customers.",
  admin: "Only an admin can change the catalogues and the stock.",
};

/** A page, or the reason why this user cannot see it. */
export function Audience({ pathname, children }: Props) {
  const session = useSession();
  const audience = audiences[pathname.split("/")[1] ?? ""];
  if (!audience || audience.role === session?.role) return children;
  return (
    <>
      <PageHeading title={audience.title} />
      <p>
        {reasons[audience.role]}{" "}
        {session ? `You are logged in as ${session.name}.` : "Please log in."}
      </p>
      {!session && <LoginFirst />}
    </>
  );
}

function LoginFirst() {
  const { pathname, search } = useLocation();
  return (
    <p className="login-first">
      <Link className="button button--main" href={loginAt(pathname + search)}>
        Log in
      </Link>
    </p>
  );
}
