import type { CartLine } from "./cart.ts";

export type Order = {
  orderId: string;
  cartId: string;
  lines: CartLine[];
  totalCents: number;
  status: "CONFIRMED" | "CANCELLED";
};

/** The order without the cart, which its customer knows. */
export function toShown({ cartId, ...order }: Order) {
  return order;
}
