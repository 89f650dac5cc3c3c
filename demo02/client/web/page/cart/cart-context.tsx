import { createContext, type ReactNode, use } from "react";
import { useCartState } from "./use-cart-state.ts";

export type CartState = ReturnType<typeof useCartState>;

const CartContext = createContext<CartState | undefined>(undefined);

export function CartProvider({ children }: { children: ReactNode }) {
  return <CartContext value={useCartState()}>{children}</CartContext>;
}

/** The one cart that the header, the shelves and the cart page share. */
export function useCart(): CartState {
  const cart = use(CartContext);
  if (!cart) throw new Error("useCart needs a CartProvider around it.");
  return cart;
}
