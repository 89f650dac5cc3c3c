import * as z from "zod";
import { Conflict } from "#commons/errors.ts";

/** The card of a checkout that names none: a test card. */
export const cardOnFile = "tok_visa";

/** What an order costs, and the card to charge. */
export type Payable = {
  orderId: string;
  cartId: string;
  totalCents: number;
  token: string;
};

export type Payment = {
  status:
    | "PENDING"
    | "PAID"
    | "DECLINED"
    | "REQUIRES_ACTION"
    | "REFUNDED"
    | "CANCELLED";
  /** Why the card was declined, or empty. */
  reason: string;
  /** Where the customer confirms the charge, or empty. */
  actionUrl: string;
};

/** The order will be made when the customer has confirmed its charge. */
export type UnpaidOrder = {
  orderId: string;
  status: "PAYMENT_REQUIRES_ACTION";
  action: { url: string };
};

/**
 * Stands for a card. Without digits, no card number passes as a token.
 * payment-api has the same pattern: services share no rules of their own.
 */
const token = z
  .string()
  .regex(/^tok_[a-z_]{1,40}$/, "must be a token of the payment processor");

/** The body of a checkout; without one, the card on file is charged. */
export const checkoutBody = z
  .strictObject({ payment: z.strictObject({ token }).optional() })
  .optional();

export const nothing = z.strictObject({}).optional();

export const completion = z.strictObject({ approved: z.boolean() });

const mostCents = 99_999_999;

/** Throws Conflict if a card cannot be charged with so much at once. */
export function requirePayable(totalCents: number) {
  if (totalCents <= mostCents) return;
  throw new Conflict("An order may cost 999,999.99 euros at most.");
}
