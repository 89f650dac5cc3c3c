import type { ReactNode } from "react";
import { Link, useLocation } from "#client/pages/navigation.tsx";
import { PageHeading } from "../page-heading.tsx";
import { backFrom, loginAt, type Role, signUpAt } from "./session.ts";
import { useSession } from "./use-session.ts";
import { useUserName } from "./user-name.tsx";

type Props = { pathname: string; children: ReactNode };
type Audience = { roles: Role[]; title: string; reason: string };

const forCustomers = "Carts and orders are for customers.";

/** The pages that need a role, by the first segment of their paths. */
const audiences: Record<string, Audience> = {
  cart: { roles: ["customer"], title: "Your cart", reason: forCustomers },
  order: { roles: ["customer"], title: "Your order", reason: forCustomers },
  payment: { roles: ["customer"], title: "Your payment", reason: forCustomers },
  profile: {
    roles: ["customer", "admin"],
    title: "Your profile",
    reason: "Only you can see your profile.",
  },
  admin: {
    roles: ["admin"],
    title: "Administration",
    reason:
      "Only an admin can change the catalogues and the stock, refund orders, decide about comments, and see users and messages.",
  },
};

/** A page, or the reason why this user cannot see it. */
export function Audience({ pathname, children }: Props) {
  const session = useSession();
  const { name } = useUserName();
  const audience = audiences[pathname.split("/")[1] ?? ""];
  if (!audience) return children;
  if (session && audience.roles.includes(session.role)) return children;
  return (
    <>
      <PageHeading title={audience.title} />
      <p>
        {audience.reason}{" "}
        {session ? `You are logged in as ${name ?? "…"}.` : "Please log in."}
      </p>
      {!session && <LoginFirst />}
    </>
  );
}

function LoginFirst() {
  const back = backFrom(useLocation());
  return (
    <p className="login-first">
      <Link className="button button--main" href={loginAt(back)}>
        Log in
      </Link>
      <Link className="button" href={signUpAt(back)}>
        Sign up
      </Link>
    </p>
  );
}
