import * as z from "zod";
import { clientKey, itemNumber, quantity } from "#commons/validate.ts";

export const kind = z.enum(["book", "cd", "dvd"]);
export type Kind = z.infer<typeof kind>;

/** What a cart shows of an item. */
export type Item = { title: string; priceCents: number };

export type CartLine = {
  kind: Kind;
  number: string;
  title: string;
  quantity: number;
  priceCents: number;
};

/** Lines whose checkout has begun: they belong to the order or come back. */
export type Checkout = { orderId: string; since: Date; lines: CartLine[] };

/** `version` counts the changes, so that two of them cannot be mixed up. */
export type Cart = {
  cartId: string;
  version: number;
  lines: CartLine[];
  checkout?: Checkout;
};

export const cartPath = z.object({ cartId: clientKey });
export const linePath = cartPath.extend({ number: itemNumber });
export const newLine = z.strictObject({ kind, number: itemNumber, quantity });
export const changedLine = z.strictObject({ quantity });
export const nothing = z.strictObject({}).optional();

/** What the customer sees: a checkout that is not over has not left the cart. */
export function contentsOf({ lines, checkout }: Cart): CartLine[] {
  return checkout ? merge(checkout.lines, lines) : lines;
}

/** The lines of both, each item once. */
export function merge(lines: CartLine[], others: CartLine[]): CartLine[] {
  const merged = new Map(lines.map((line) => [line.number, line]));
  for (const line of others) {
    const quantity = merged.get(line.number)?.quantity ?? 0;
    merged.set(line.number, { ...line, quantity: line.quantity + quantity });
  }
  return [...merged.values()];
}

export function totalCentsOf(lines: CartLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity * line.priceCents, 0);
}
