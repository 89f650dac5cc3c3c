import { Link } from "#client/pages/navigation.tsx";
import { CartLink } from "./cart/cart-link.tsx";
import { Logo } from "./logo.tsx";
import { NavLink } from "./nav-link.tsx";
import { Account } from "./session/account.tsx";
import { useSession } from "./session/use-session.ts";

export function Header() {
  const role = useSession()?.role;
  return (
    <header className="header">
      <Link className="brand" href="/">
        <Logo />
        <span>The Pie Store</span>
      </Link>
      <nav aria-label="Main">
        <NavLink href="/">Shop</NavLink>
        {role === "admin" && <NavLink href="/admin">Admin</NavLink>}
        {role === "customer" && <CartLink />}
        <Account />
      </nav>
    </header>
  );
}
