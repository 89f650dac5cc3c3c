import { Link } from "#client/pages/navigation.tsx";
import { CartLink } from "./cart/cart-link.tsx";
import { Logo } from "./logo.tsx";
import { NavLink } from "./nav-link.tsx";

export function Header() {
  return (
    <header className="header">
      <Link className="brand" href="/">
        <Logo />
        <span>The Pie Store</span>
      </Link>
      <nav aria-label="Main">
        <NavLink href="/">Shop</NavLink>
        <NavLink href="/admin">Admin</NavLink>
        <CartLink />
      </nav>
    </header>
  );
}
