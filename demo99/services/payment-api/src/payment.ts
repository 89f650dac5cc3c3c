import * as z from "zod";
import { cursorOf } from "#commons/cursor.ts";
import { clientKey } from "#commons/validate.ts";

export type Status =
  | "PENDING"
  | "PAID"
  | "DECLINED"
  | "REQUIRES_ACTION"
  | "REFUNDED"
  | "CANCELLED";

/** A payment of an order; the order id is also the idempotency key. */
export type Payment = NewPayment & {
  status: Status;
  last4?: string;
  /** Why the card was declined. */
  reason?: string;
  /** Where the card's owner has to confirm the charge. */
  actionUrl?: string;
  /** Whether the card's owner has confirmed the charge. */
  approved?: boolean;
  createdAt: Date;
  /** Set while the processor may not know what was decided here, or the
   * customer may decide there. */
  openSince?: Date | undefined;
  /** Identifies what was stored; undefined before the first write. */
  revision?: string;
};

/** Keys are names or UUIDs; 12 digits and more may be a card number. */
const key = clientKey.refine(
  (text) => !/^[\d_-]{12,}$/.test(text),
  "must not be a number",
);

export const currency = z.enum(["eur", "usd", "gbp"]);

/** Without digits, no card number passes as a token; the shop has it, too. */
const token = z
  .string()
  .regex(/^tok_[a-z_]{1,40}$/, "must be a token of the payment processor");

/** Minor units, such as cents; int64 in messages. */
const amountMinor = z
  .bigint()
  .min(1n, "must be at least 1")
  .max(99_999_999n, "must be at most 99999999")
  .transform(Number);

export const newPayment = z.object({
  orderId: key,
  customerReference: key,
  amountMinor,
  currency,
  token,
});

export const paymentKey = z.object({ orderId: key });

export const completion = z.object({ orderId: key, approved: z.boolean() });

const position = z.strictObject({
  createdAt: z.iso.datetime().transform((time) => new Date(time)),
  orderId: z.string(),
});

/** A `limit` of 0, the default of the protocol, is 20. */
export const paymentQuery = z.object({
  customerReference: key,
  limit: z
    .int()
    .min(0)
    .max(100)
    .transform((limit) => limit || 20),
  after: z
    .string()
    .transform((cursor) => cursor || undefined)
    .pipe(cursorOf(position)),
});

export type NewPayment = Omit<z.infer<typeof newPayment>, "currency"> & {
  currency: string;
};
export type PaymentQuery = z.infer<typeof paymentQuery>;
