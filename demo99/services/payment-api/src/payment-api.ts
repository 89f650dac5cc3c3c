import { parse } from "#commons/validate.ts";
import type {
  Payment as Message,
  PaymentService as PaymentApi,
} from "#protobuf/payment.ts";
import {
  completion,
  newPayment,
  type Payment,
  paymentKey,
  paymentQuery,
} from "./payment.ts";
import type { PaymentService } from "./payment-service.ts";

/** The contract of payment.proto. */
export function createPaymentApi(payments: PaymentService): PaymentApi {
  const keyOf = (request: object) => parse(paymentKey, request).orderId;

  return {
    async pay(request) {
      return toMessage(await payments.pay(parse(newPayment, request)));
    },

    async complete(request) {
      const { orderId, approved } = parse(completion, request);
      return toMessage(await payments.complete(orderId, approved));
    },

    async cancel(request) {
      return toMessage(await payments.cancel(keyOf(request)));
    },

    async get(request) {
      return toMessage(await payments.get(keyOf(request)));
    },

    async list(request) {
      const { items, next } = await payments.list(parse(paymentQuery, request));
      return { items: items.map(toMessage), next: next ?? "" };
    },

    async refund(request) {
      return toMessage(await payments.refund(keyOf(request)));
    },
  };
}

/** Without the token: no other service needs it. */
function toMessage(payment: Payment): Message {
  const { orderId, customerReference, status, currency } = payment;
  const { amountMinor, last4 = "", reason = "", actionUrl = "" } = payment;
  return {
    orderId,
    customerReference,
    status,
    amountMinor: BigInt(amountMinor),
    currency,
    last4,
    reason,
    actionUrl: status === "REQUIRES_ACTION" ? actionUrl : "",
  };
}
