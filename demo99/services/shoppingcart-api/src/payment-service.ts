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

/** The customer confirms the charge at `actionUrl`, unless it is paid. */
export type Settled = { paid: true } | { actionUrl: string };

/** The payment of a checkout. Throws PaymentRequired if it was declined. */
export function createPaymentService(
  payments: Pick<PaymentClient, "pay" | "complete" | "find">,
  orders: Pick<OrderRepository, "find">,
) {
  async function settle(
    orderId: string,
    charge: () => Promise<Payment>,
  ): Promise<Settled> {
    const payment = await charge().catch(async (error) => {
      const isRefused = error instanceof FailedPrecondition;
      if (isRefused && (await orders.find(orderId))) throw tookTooLong();
      throw error;
    });
    const { status, reason, actionUrl } = payment;
    if (status === "PAID") return { paid: true };
    if (status === "REQUIRES_ACTION") {
      if (actionUrl) return { actionUrl };
      throw new Unavailable("The payment has no address to confirm it at.");
    }
    if (status !== "DECLINED") throw tookTooLong();
    throw new PaymentRequired(`Nothing was ordered: ${reason}`, {
      members: { reason },
    });
  }

  return {
    async pay({ cartId, checkout }: CartWithCheckout): Promise<Settled> {
      const { orderId, lines, token } = checkout;
      const totalCents = totalCentsOf(lines);
      // A processor charges no amount of 0.
      if (totalCents === 0) return { paid: true };
      const order = { orderId, cartId, totalCents, token };
      return settle(orderId, () => payments.pay(order));
    },

    complete: (orderId: string, approved: boolean) =>
      settle(orderId, () => payments.complete(orderId, approved)),

    /** The customer may have confirmed it at the processor. */
    statusOf: async (orderId: string) => (await payments.find(orderId)).status,
  };
}

/** Another process has cancelled the checkout. */
export function tookTooLong() {
  return new Unavailable("The checkout took too long: try again.");
}
