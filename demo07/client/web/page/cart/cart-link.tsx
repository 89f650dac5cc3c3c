import { NavLink } from "../nav-link.tsx";
import { useCart } from "./cart-context.tsx";

/** The link to the cart, with the number of copies in it. */
export function CartLink() {
  const { count } = useCart();
  return (
    <NavLink href="/cart">
      Cart{" "}
      {count !== undefined && (
        <span className="count">
          {count} <span className="visually-hidden">items</span>
        </span>
      )}
    </NavLink>
  );
}
