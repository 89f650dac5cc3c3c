import { useCart } from "./cart/cart-context.tsx";
import { Logo } from "./logo.tsx";
import { Link } from "./router.tsx";

export function Header({ pathname }: { pathname: string }) {
  const { count } = useCart();
  const current = (section: string) =>
    pathname.split("/")[1] === section ? "page" : undefined;

  return (
    <header className="header">
      <Link className="brand" href="/">
        <Logo />
        <span>The Pie Store</span>
      </Link>
      <nav aria-label="Main">
        <Link href="/" aria-current={current("")}>
          Shop
        </Link>
        <Link href="/admin" aria-current={current("admin")}>
          Admin
        </Link>
        <Link href="/cart" aria-current={current("cart")}>
          Cart <CartCount count={count} />
        </Link>
      </nav>
    </header>
  );
}

function CartCount({ count }: { count: number | undefined }) {
  if (count === undefined) return null;
  return (
    <span className="count">
      {count} <span className="visually-hidden">items</span>
    </span>
  );
}
