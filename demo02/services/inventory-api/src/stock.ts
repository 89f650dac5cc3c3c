import * as z from "zod";
import { clientKey, itemNumber, itemNumbers } from "#commons/validate.ts";

/** How many copies of an item are on hand, without reserved ones. */
export type StockLine = { number: string; onHand: number };

export type Line = { number: string; quantity: number };
export type Shortage = Line & { onHand: number };

export const stockPath = z.object({ number: itemNumber });
export const reservationPath = z.object({ orderId: clientKey });

const copies = z.int().max(1_000_000);

export const count = z.strictObject({ onHand: copies.min(0) });

/** `?numbers=a,b` */
export const stockQuery = z.strictObject({ numbers: itemNumbers(200) });

/** The lines of one order: each item once. */
export const reservationRequest = z.strictObject({
  orderId: clientKey,
  lines: z
    .array(z.strictObject({ number: itemNumber, quantity: copies.min(1) }))
    .min(1)
    .max(1_000)
    .refine(isEachOnce, "must name each item once"),
});

export type ReservationRequest = z.infer<typeof reservationRequest>;

function isEachOnce(lines: Line[]): boolean {
  return new Set(lines.map((line) => line.number)).size === lines.length;
}
