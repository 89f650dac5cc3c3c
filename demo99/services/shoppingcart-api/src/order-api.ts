import { type Response, Router } from "express";
import { callerOf } from "#commons/requests/authorize.ts";
import { parse } from "#commons/validate.ts";
import type { IdempotentCheckoutService } from "./idempotent-checkout-service.ts";
import { type Order, toShown } from "./order.ts";
import { completion, nothing, type UnpaidOrder } from "./payment.ts";
import type { RefundService } from "./refund-service.ts";

/** The money of an order: confirmed by its customer, refunded by the staff. */
export function createOrderApi(
  { completePayment }: Pick<IdempotentCheckoutService, "completePayment">,
  { refund }: Pick<RefundService, "refund">,
): Router {
  const router = Router();

  router.post("/orders/:orderId/payment", async ({ params, body }, res) => {
    const { approved } = parse(completion, body);
    // A cart has the name of its customer.
    const cartId = callerOf(res)?.name ?? "";
    const { orderId } = params;
    sendOutcome(res, await completePayment(cartId, orderId, approved));
  });

  router.post("/orders/:orderId/refund", async ({ params, body }, res) => {
    parse(nothing, body);
    res.json(toShown(await refund(params.orderId)));
  });

  return router;
}

/** 202 for an order that will be made when its customer has confirmed it. */
export function sendOutcome(res: Response, outcome: Order | UnpaidOrder) {
  if (outcome.status === "PAYMENT_REQUIRED_ACTION") {
    res.status(202).json(outcome);
    return;
  }
  res.status(201).location(`/orders/${outcome.orderId}`).json(toShown(outcome));
}
