import { randomUUID } from "node:crypto";
import type { Payment } from "../src/payment.ts";
import type { PaymentRepository } from "../src/payment-repository.ts";

/** The same promises as the repository that uses the database. */
export function createPaymentRepositoryInMemory(): PaymentRepository {
  const stored = new Map<string, Payment>();
  const isCurrent = ({ orderId, revision }: Payment) =>
    stored.get(orderId)?.revision === revision;

  return {
    async prepare() {},

    find: async (orderId) => stored.get(orderId),

    async save(payment) {
      if (!isCurrent(payment)) return undefined;
      const next = { ...payment, revision: randomUUID() };
      stored.set(payment.orderId, next);
      return next;
    },

    async remove(payment) {
      if (isCurrent(payment)) stored.delete(payment.orderId);
    },

    async list({ customerReference, limit, after }) {
      return [...stored.values()]
        .filter((it) => it.customerReference === customerReference)
        .toSorted((a, b) => comparePosition(b, a))
        .filter((it) => !after || comparePosition(it, after) < 0)
        .slice(0, limit);
    },

    async findOpenBefore(time, limit) {
      return [...stored.values()]
        .filter(({ openSince }) => openSince && openSince < time)
        .toSorted((a, b) => Number(a.openSince) - Number(b.openSince))
        .slice(0, limit);
    },
  };
}

type Position = Pick<Payment, "createdAt" | "orderId">;

function comparePosition(a: Position, b: Position): number {
  const byTime = Number(a.createdAt) - Number(b.createdAt);
  return byTime || (a.orderId < b.orderId ? -1 : Number(a.orderId > b.orderId));
}
