import {
  FailedPrecondition,
  PaymentRequired,
  Unavailable,
} from "#commons/errors.ts";
import { type CartWithCheckout, totalCentsOf } from "./cart.ts";
import type { OrderRepository } from "./order-repository.ts";
import type { Payment } from "./payment.ts";
import type { PaymentClient } from "./payment-client.ts";

export type PaymentService = ReturnType<typeof createPaymentService>;

/**
 * The payment of a checkout. Returns undefined once it is paid, or the address
 * where the customer has to confirm the charge. Throws PaymentRequired if the
 * card was declined.
 */
export function createPaymentService(
  payments: Pick<PaymentClient, "pay" | "complete">,
  orders: Pick<OrderRepository, "find">,
) {
  async function settle(orderId: string, charge: () => Promise<Payment>) {
    const payment = await charge().catch(async (error) => {
      const isRefused = error instanceof FailedPrecondition;
      if (isRefused && (await orders.find(orderId))) throw tookTooLong();
      throw error;
    });
    const { status, reason, actionUrl } = payment;
    if (status === "PAID") return undefined;
    if (status === "REQUIRES_ACTION") return actionUrl;
    if (status !== "DECLINED") throw tookTooLong();
    throw new PaymentRequired(`Nothing was ordered: ${reason}`, {
      members: { reason },
    });
  }

  return {
    async pay({ cartId, checkout }: CartWithCheckout) {
      const { orderId, lines, token } = checkout;
      const totalCents = totalCentsOf(lines);
      // A processor charges no amount of 0.
      if (totalCents === 0) return undefined;
      const order = { orderId, cartId, totalCents, token };
      return settle(orderId, () => payments.pay(order));
    },

    complete: (orderId: string, approved: boolean) =>
      settle(orderId, () => payments.complete(orderId, approved)),
  };
}

/** Another process has cancelled the checkout. */
export function tookTooLong() {
  return new Unavailable("The checkout took too long: try again.");
}
