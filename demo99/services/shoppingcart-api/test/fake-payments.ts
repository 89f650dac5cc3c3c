import { FailedPrecondition, Invalid } from "#commons/errors.ts";
import type { Payable, Payment } from "../src/payment.ts";
import type { PaymentClient } from "../src/payment-client.ts";

const actionUrl = "http://localhost:8106/actions/1";
const reason = "The card was declined.";

const toPayment = (
  status: Payment["status"],
  { reason = "", actionUrl = "" } = {},
): Payment => ({ status, reason, actionUrl });

/** What payment-api answers to each test card. */
const cards: Record<string, Payment> = {
  tok_visa: toPayment("PAID"),
  tok_declined: toPayment("DECLINED", { reason }),
  tok_requires_action: toPayment("REQUIRES_ACTION", { actionUrl }),
};

/** payment-api with its processor, in memory. */
export function createFakePayments() {
  const payments = new Map<string, Payment>();
  /** Each movement of money, of each order. */
  const ledger = new Map<string, number[]>();
  const costs = new Map<string, number>();

  const movesOf = (orderId: string) => ledger.get(orderId) ?? [];
  const balanceOf = (orderId: string) =>
    movesOf(orderId).reduce((sum, cents) => sum + cents, 0);

  /** Stores a payment; the money of the order moves with its status. */
  function keep(orderId: string, payment: Payment): Payment {
    const due = payment.status === "PAID" ? (costs.get(orderId) ?? 0) : 0;
    const cents = due - balanceOf(orderId);
    if (cents !== 0) ledger.set(orderId, [...movesOf(orderId), cents]);
    payments.set(orderId, payment);
    return payment;
  }

  function get(orderId: string): Payment {
    const payment = payments.get(orderId);
    if (!payment) throw new FailedPrecondition("There is no such payment.");
    return payment;
  }

  const client: PaymentClient = {
    async pay({ orderId, cartId, totalCents, token }: Payable) {
      const known = payments.get(orderId);
      if (known?.status === "CANCELLED") {
        throw new FailedPrecondition("The order was cancelled.");
      }
      if (known) return known;
      if (cartId === "stranger") {
        throw new FailedPrecondition("There is no such customer.");
      }
      const card = cards[token];
      if (!card) throw new Invalid("Not acceptable: token.");
      costs.set(orderId, totalCents);
      return keep(orderId, card);
    },

    async complete(orderId, approved) {
      const known = get(orderId);
      if (known.status === "CANCELLED") {
        throw new FailedPrecondition("The order was cancelled.");
      }
      if (known.status !== "REQUIRES_ACTION") return known;
      const rejected = { reason: "You rejected it." };
      return keep(
        orderId,
        approved ? toPayment("PAID") : toPayment("DECLINED", rejected),
      );
    },

    find: async (orderId) => get(orderId),

    async cancel(orderId) {
      const status = payments.get(orderId)?.status ?? "PENDING";
      if (["DECLINED", "REFUNDED"].includes(status)) return get(orderId);
      return keep(orderId, toPayment("CANCELLED"));
    },

    async refund(orderId) {
      const { status } = get(orderId);
      if (status === "PAID") return keep(orderId, toPayment("REFUNDED"));
      if (status === "REFUNDED") return get(orderId);
      throw new FailedPrecondition("The order is not paid.");
    },
  };

  return { client, ledger, movesOf, balanceOf };
}
