import type { ReactNode } from "react";
import { PageHeading } from "../page-heading.tsx";
import { Link, useLocation } from "../router.tsx";
import { loginAt, type Role } from "./session.ts";
import { useSession } from "./session-context.tsx";

type Props = { pathname: string; children: ReactNode };
type Audience = { role: Role; title: string };

/** The pages that are not for everybody, by the first word of their paths. */
const audiences: Record<string, Audience> = {
  cart: { role: "customer", title: "Your cart" },
  order: { role: "customer", title: "Your order" },
  admin: { role: "admin", title: "Administration" },
};

const reasons: Record<Role, string> = {
  customer: "Carts and orders are for customers.",
  admin: "Only the admin keeps the catalogues and the stock.",
};

/** A page for some; others are told whose it is, or asked to log in. */
export function Audience({ pathname, children }: Props) {
  const { session } = useSession();
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
