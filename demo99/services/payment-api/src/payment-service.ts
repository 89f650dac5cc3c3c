import { pageOf } from "#commons/cursor.ts";
import { FailedPrecondition, Invalid } from "#commons/errors.ts";
import type { KnownCustomers } from "./known-customers.ts";
import type { NewPayment, Payment, PaymentQuery } from "./payment.ts";
import type { PaymentRepository } from "./payment-repository.ts";
import {
  cancel,
  close,
  complete,
  get,
  open,
  refund,
  repeat,
  settle,
} from "./payment-states.ts";
import type { Processor } from "./processor.ts";

export type PaymentService = ReturnType<typeof createPaymentService>;

/**
 * Each use case stores what it wants before it calls the processor, and the
 * outcome afterwards. After a crash between both, the payment is open: the
 * next call or recover() completes it.
 */
export function createPaymentService(
  payments: PaymentRepository,
  customers: KnownCustomers,
  processor: Processor,
) {
  /** Stores a change of the payment as it is then, and returns it. */
  async function change(
    orderId: string,
    toNext: (current: Payment | undefined) => Payment,
  ): Promise<Payment> {
    for (;;) {
      const current = await payments.find(orderId);
      const next = toNext(current);
      if (next === current) return current;
      const saved = await payments.save(next);
      if (saved) return saved;
    }
  }

  /** Tells the processor what was decided here, or asks what it has decided. */
  async function finish(payment: Payment): Promise<Payment> {
    const { orderId, status, approved, openSince } = payment;
    if (!openSince) return payment;
    if (status === "PENDING") return charge(payment);
    if (status === "REQUIRES_ACTION") {
      const outcome = await (approved === undefined
        ? processor.find(orderId)
        : processor.complete(orderId, approved));
      if (!outcome) return payment;
      return change(orderId, (current) => settle(get(current), outcome));
    }
    if (status === "CANCELLED") await processor.cancel(orderId);
    if (status === "REFUNDED") await processor.refund(orderId);
    return change(orderId, (current) => close(get(current)));
  }

  async function charge(payment: Payment): Promise<Payment> {
    const { orderId } = payment;
    try {
      const outcome = await processor.charge(payment);
      return await change(orderId, (current) => settle(get(current), outcome));
    } catch (error) {
      // Nothing was charged, so nothing is kept.
      if (error instanceof Invalid) await payments.remove(payment);
      throw error;
    }
  }

  /** The payment to charge: stored before, or of a known customer. */
  async function openOnce(order: NewPayment): Promise<Payment> {
    const found = await payments.find(order.orderId);
    if (found) return repeat(found, order);
    if (!(await customers.has(order.customerReference))) {
      throw new FailedPrecondition("There is no such customer.");
    }
    return change(order.orderId, (current) =>
      current ? repeat(current, order) : open(order, new Date()),
    );
  }

  /**
   * Nothing is charged again: the client of a payment that is open for longer
   * than its deadline waits no more.
   */
  async function recoverOne(stale: Payment) {
    const { orderId } = stale;
    // Only one process gets it, and the others are next in turn.
    if (!(await payments.save({ ...stale, openSince: new Date() }))) return;
    if (stale.status !== "PENDING") return finish(stale);
    const outcome = await processor.find(orderId);
    const settled = await change(orderId, (current) => {
      if (outcome) return settle(get(current), outcome);
      const isPending = current?.status === "PENDING";
      return isPending ? cancel(current, orderId, new Date()) : get(current);
    });
    await finish(settled);
  }

  return {
    /** Throws FailedPrecondition for an unknown customer or a cancelled order. */
    async pay(order: NewPayment): Promise<Payment> {
      const payment = await finish(await openOnce(order));
      return repeat(payment, order);
    },

    async complete(orderId: string, approved: boolean): Promise<Payment> {
      return finish(
        await change(orderId, (current) =>
          complete(current, approved, new Date()),
        ),
      );
    },

    /** Afterwards the order is not charged, and cannot be. */
    async cancel(orderId: string): Promise<Payment> {
      return finish(
        await change(orderId, (current) =>
          cancel(current, orderId, new Date()),
        ),
      );
    },

    async refund(orderId: string): Promise<Payment> {
      return finish(
        await change(orderId, (current) => refund(current, new Date())),
      );
    },

    async get(orderId: string) {
      const payment = get(await payments.find(orderId));
      return payment.status === "REQUIRES_ACTION" ? finish(payment) : payment;
    },

    /** A page of a customer's payments, the latest first. */
    async list({ limit, ...wanted }: PaymentQuery) {
      const found = await payments.list({ ...wanted, limit: limit + 1 });
      return pageOf(found, limit, ({ createdAt, orderId }) => {
        return { createdAt, orderId };
      });
    },

    /**
     * Settles payments that are open for `ageMs`: more than a client waits, so
     * that none in progress is cancelled.
     */
    async recover(ageMs: number) {
      const time = new Date(Date.now() - ageMs);
      const stale = await payments.findOpenBefore(time, 100);
      const ends = await Promise.allSettled(stale.map(recoverOne));
      for (const end of ends) {
        if (end.status === "rejected") throw end.reason;
      }
    },
  };
}
