import * as z from "zod";
import { clientKey } from "#commons/validate.ts";

type Status =
  | "SUCCEEDED"
  | "DECLINED"
  | "REQUIRES_ACTION"
  | "CANCELLED"
  | "REFUNDED";

/** Money that has moved: from the card, or back to it. */
type Entry = { type: "CHARGE" | "VOID" | "REFUND"; at: Date };

export type Charge = {
  key: string;
  amountMinor: number;
  currency: string;
  token: string;
  status: Status;
  last4?: string;
  reason?: string;
  entries: Entry[];
};

type Card = Pick<Charge, "status" | "last4" | "reason">;

/** The test cards, by their tokens. */
const cards: Record<string, Card> = {
  tok_visa: { last4: "4242", status: "SUCCEEDED" },
  tok_declined: {
    last4: "0002",
    status: "DECLINED",
    reason: "The card was declined.",
  },
  tok_requires_action: { last4: "3155", status: "REQUIRES_ACTION" },
};

/** A charge with this token gets no reply in time, and is not made. */
export const silentToken = "tok_down";

export const newCharge = z.strictObject({
  key: clientKey,
  amountMinor: z.int().min(1).max(99_999_999),
  currency: z.enum(["eur", "usd", "gbp"]),
  token: z.enum([...Object.keys(cards), silentToken]),
});

export const completion = z.strictObject({ approved: z.boolean() });

export type NewCharge = z.infer<typeof newCharge>;

export function chargeOf(wanted: NewCharge): Charge {
  const card = cards[wanted.token] as Card;
  const charge = { ...wanted, ...card, entries: [] };
  return card.status === "SUCCEEDED" ? enter(charge, "CHARGE") : charge;
}

/** What is left of a key after a cancellation: no charge can have it. */
export function tombstoneOf(key: string): Charge {
  const nothing = { amountMinor: 0, currency: "", token: "" };
  return { key, ...nothing, status: "CANCELLED", entries: [] };
}

export function cancelled(charge: Charge): Charge {
  if (charge.status === "SUCCEEDED") {
    return enter({ ...charge, status: "CANCELLED" }, "VOID");
  }
  const isOpen = charge.status === "REQUIRES_ACTION";
  return isOpen ? { ...charge, status: "CANCELLED" } : charge;
}

/** Undefined if there is nothing to refund. */
export function refunded(charge: Charge): Charge | undefined {
  if (charge.status === "REFUNDED") return charge;
  if (charge.status !== "SUCCEEDED") return undefined;
  return enter({ ...charge, status: "REFUNDED" }, "REFUND");
}

/** The first completion by the card's owner holds. */
export function completed(charge: Charge, approved: boolean): Charge {
  if (charge.status !== "REQUIRES_ACTION") return charge;
  if (approved) return enter({ ...charge, status: "SUCCEEDED" }, "CHARGE");
  const reason = "The charge was not confirmed.";
  return { ...charge, status: "DECLINED", reason };
}

function enter(charge: Charge, type: Entry["type"]): Charge {
  return { ...charge, entries: [...charge.entries, { type, at: new Date() }] };
}
