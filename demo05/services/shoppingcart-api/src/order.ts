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
  decidedAt: Date;
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

export type OrderQuery = z.infer<typeof orderQuery>;

/** The order without the cart id. */
export function toShown({ cartId, decidedAt, ...order }: Order) {
  return order;
}
