import { Conflict, FailedPrecondition, NotFound } from "#commons/errors.ts";
import type { NewPayment, Payment } from "./payment.ts";
import type { Outcome } from "./processor.ts";

/*
 * Each function returns the payment as it has to be stored next, the same
 * object if nothing changes, or throws. `openSince` is set where the processor
 * has to be told or asked before the payment is settled.
 */

export function open(order: NewPayment, now: Date): Payment {
  return { ...order, status: "PENDING", createdAt: now, openSince: now };
}

/** Throws unless the order may be paid like this, or has been. */
export function repeat(payment: Payment, order: NewPayment): Payment {
  const { orderId, status } = payment;
  if (status === "CANCELLED") {
    throw new FailedPrecondition(`The order ${orderId} was cancelled.`);
  }
  const isSame = (Object.keys(order) as (keyof NewPayment)[]).every(
    (field) => payment[field] === order[field],
  );
  if (isSame) return payment;
  throw new Conflict(`The order ${orderId} has another payment.`);
}

/** The first final outcome holds, and so does a cancellation before it. */
export function settle(payment: Payment, outcome: Outcome): Payment {
  const { status } = payment;
  const isNew = status !== outcome.status;
  const isUndecided =
    status === "PENDING" || (status === "REQUIRES_ACTION" && isNew);
  if (!isUndecided) return payment;
  // Its customer may complete it at the processor, which then has to be asked.
  const isOpen = outcome.status === "REQUIRES_ACTION";
  const { openSince } = payment;
  return { ...payment, ...outcome, openSince: isOpen ? openSince : undefined };
}

/** The first completion of the required action holds. */
export function complete(
  payment: Payment | undefined,
  approved: boolean,
  now: Date,
): Payment {
  const known = get(payment);
  if (known.approved !== undefined) return known;
  if (known.status === "REQUIRES_ACTION") {
    return { ...known, approved, openSince: now };
  }
  throw refusal(known, "requires no action");
}

/** Of an unknown order, a tombstone: no later payment is possible. */
export function cancel(
  payment: Payment | undefined,
  orderId: string,
  now: Date,
): Payment {
  const empty = { customerReference: "", amountMinor: 0 };
  const nothing = { orderId, ...empty, currency: "", token: "" };
  const { status } = payment ?? {};
  const isOver = ["DECLINED", "REFUNDED", "CANCELLED"].includes(`${status}`);
  if (payment && isOver) return payment;
  const cancelled = payment ?? open(nothing, now);
  return { ...cancelled, status: "CANCELLED", openSince: now };
}

export function refund(payment: Payment | undefined, now: Date): Payment {
  const known = get(payment);
  if (known.status === "REFUNDED") return known;
  if (known.status !== "PAID") throw refusal(known, "is not paid");
  return { ...known, status: "REFUNDED", openSince: now };
}

/** The processor knows of the cancellation or the refund. */
export function close(payment: Payment): Payment {
  return payment.openSince ? { ...payment, openSince: undefined } : payment;
}

export function get(payment: Payment | undefined): Payment {
  if (payment) return payment;
  throw new NotFound("There is no payment of this order.");
}

function refusal({ orderId, status }: Payment, why: string) {
  return new FailedPrecondition(`The order ${orderId} ${why}: ${status}.`);
}
