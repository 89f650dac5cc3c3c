import * as z from "zod";
import { cursorOf } from "#commons/cursor.ts";
import { clientKey, limit } from "#commons/validate.ts";
import type { CartLine } from "./cart.ts";

export type Order = {
  orderId: string;
  cartId: string;
  lines: CartLine[];
  totalCents: number;
  status: "CONFIRMED" | "CANCELLED";
  /** Of a confirmed order. */
  payment?: "PAID" | "REFUNDED";
  decidedAt: Date;
  /** Set while money has to be returned, if there was a charge. */
  openSince?: Date;
};

const position = z.strictObject({
  decidedAt: z.iso.datetime().transform((time) => new Date(time)),
  orderId: clientKey,
});

/** `?cartId=&limit=&after=` */
export const orderQuery = z.strictObject({
  cartId: clientKey,
  limit,
  after: cursorOf(position),
});

/** Of the orders of all carts. */
export const salesQuery = orderQuery.omit({ cartId: true });

export type OrderQuery = z.infer<typeof salesQuery> & { cartId?: string };

/** The order as customers see it. */
export function toShown({ cartId, decidedAt, openSince, ...order }: Order) {
  return order;
}

/** The order as the staff see it. */
export function toSale({ openSince, ...order }: Order) {
  return order;
}
