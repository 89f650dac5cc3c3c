import { createHash } from "node:crypto";
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
  /** Title and price are the last known ones: the catalogue is unavailable. */
  isStale?: boolean;
};

/** Lines in a checkout: they become an order or return to the cart. */
export type Checkout = {
  orderId: string;
  since: Date;
  lines: CartLine[];
  /** Of the card to charge. */
  token: string;
  /** Whether the customer has to confirm the charge; false afterwards. */
  awaitsAction?: boolean;
};

export type CartWithCheckout = Cart & Required<Pick<Cart, "checkout">>;

/** `version` counts the changes: a write fails if another came first. */
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

/** The lines that the customer sees, an unfinished checkout included. */
export function contentsOf({ lines, checkout }: Cart): CartLine[] {
  return checkout ? merge(checkout.lines, lines) : lines;
}

/** The checkout whose customer has to confirm the charge, if there is one. */
export function unpaidOf({ checkout }: Cart) {
  if (!checkout?.awaitsAction) return undefined;
  const { orderId, lines } = checkout;
  return { orderId, totalCents: totalCentsOf(lines) };
}

/** The `ETag` of what a customer buys: equal lines have equal tags. */
export function tagOf(lines: CartLine[]): string {
  const bought = lines.map(({ kind, number, quantity, priceCents }) => {
    return [kind, number, quantity, priceCents];
  });
  return createHash("sha256")
    .update(JSON.stringify(bought))
    .digest("base64url");
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
