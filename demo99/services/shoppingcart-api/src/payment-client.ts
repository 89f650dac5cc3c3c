import type { PaymentService as PaymentApi } from "#protobuf/payment.ts";
import type { Payable, Payment } from "./payment.ts";

/**
 * Calls payment-api. Each call can be repeated: the order id is the key.
 * Throws Unavailable without a reply.
 */
export type PaymentClient = {
  /** Throws FailedPrecondition for an unknown customer or a cancelled order. */
  pay(order: Payable): Promise<Payment>;
  complete(orderId: string, approved: boolean): Promise<Payment>;
  /** Throws NotFound if there is none. */
  find(orderId: string): Promise<Payment>;
  /** Afterwards the order is not charged, and cannot be. */
  cancel(orderId: string): Promise<unknown>;
  refund(orderId: string): Promise<unknown>;
};

export function createPaymentClient(
  api: Pick<PaymentApi, "pay" | "complete" | "get" | "cancel" | "refund">,
): PaymentClient {
  return {
    pay: ({ orderId, cartId, totalCents, token }) =>
      api.pay({
        orderId,
        customerReference: cartId,
        amountMinor: BigInt(totalCents),
        currency: "eur",
        token,
      }),
    complete: (orderId, approved) => api.complete({ orderId, approved }),
    find: (orderId) => api.get({ orderId }),
    cancel: (orderId) => api.cancel({ orderId }),
    refund: (orderId) => api.refund({ orderId }),
  };
}
