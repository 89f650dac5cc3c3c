import { type Response, Router } from "express";
import { callerOf, mustBe } from "#commons/requests/authorize.ts";
import { ifMatch } from "#commons/requests/if-match.ts";
import { jsonBody, noQuery } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";
import {
  type CartLine,
  cartPath,
  changedLine,
  linePath,
  newLine,
  tagOf,
} from "./cart.ts";
import type { CartService } from "./cart-service.ts";
import { idempotencyHeader } from "./idempotency-key.ts";
import type { IdempotentCheckoutService } from "./idempotent-checkout-service.ts";
import {
  type Order,
  orderQuery,
  salesQuery,
  toSale,
  toShown,
} from "./order.ts";
import {
  checkoutBody,
  completion,
  nothing,
  type UnpaidOrder,
} from "./payment.ts";
import type { RefundService } from "./refund-service.ts";

export function createCartApi(
  carts: CartService,
  checkouts: IdempotentCheckoutService,
  refunds: Pick<RefundService, "refund">,
): Router {
  const router = Router();

  router.get("/orders", async (req, res) => {
    const own = { cartId: callerOf(res)?.name };
    const wanted = parse(orderQuery, { ...own, ...req.query });
    mustBe(wanted.cartId, res);
    const { items, next } = await checkouts.listOrders(wanted);
    res.json({ items: items.map(toShown), next });
  });

  router.get("/sales", async (req, res) => {
    const wanted = parse(salesQuery, req.query);
    const { items, next } = await checkouts.listOrders(wanted);
    res.json({ items: items.map(toSale), next });
  });

  router.use(["/carts", "/orders"], noQuery);
  router.use(jsonBody);

  router.get("/carts/:cartId", async (req, res) => {
    const { cartId } = parse(cartPath, req.params);
    sendCart(res, await carts.get(cartId));
  });

  router.post("/carts/:cartId/lines", async (req, res) => {
    const { cartId } = parse(cartPath, req.params);
    sendCart(res, await carts.addLine(cartId, parse(newLine, req.body)));
  });

  router
    .route("/carts/:cartId/lines/:number")
    .put(async (req, res) => {
      const line = parse(linePath, req.params);
      const { quantity } = parse(changedLine, req.body);
      sendCart(res, await carts.setQuantity(line, quantity, ifMatch(req)));
    })
    .delete(async (req, res) => {
      const { cartId, number } = parse(linePath, req.params);
      sendCart(res, await carts.removeLine(cartId, number));
    });

  router.post("/carts/:cartId/checkout", async (req, res) => {
    const { cartId } = parse(cartPath, req.params);
    const { token } = parse(checkoutBody, req.body)?.payment ?? {};
    const { "idempotency-key": key } = parse(idempotencyHeader, req.headers);
    const sent = { token, key, tags: ifMatch(req) };
    sendOutcome(res, await checkouts.checkout(cartId, sent));
  });

  router.get("/orders/:orderId", async (req, res) => {
    const order = await checkouts.getOrder(req.params.orderId);
    mustBe(order.cartId, res);
    res.json(toShown(order));
  });

  router.post("/orders/:orderId/payment", async ({ params, body }, res) => {
    const { approved } = parse(completion, body);
    // A cart has the name of its customer.
    const cartId = callerOf(res)?.name ?? "";
    const { orderId } = params;
    const outcome = checkouts.completePayment(cartId, orderId, approved);
    sendOutcome(res, await outcome);
  });

  router.post("/orders/:orderId/refund", async ({ params, body }, res) => {
    parse(nothing, body);
    res.json(toShown(await refunds.refund(params.orderId)));
  });

  return router;
}

/** 202 for an order that will be made when its customer has confirmed it. */
function sendOutcome(res: Response, outcome: Order | UnpaidOrder) {
  if (outcome.status === "PAYMENT_REQUIRES_ACTION") {
    res.status(202).json(outcome);
    return;
  }
  res.status(201).location(`/orders/${outcome.orderId}`).json(toShown(outcome));
}

/** Not to be stored: a cart is personal, and its prices change. */
function sendCart(res: Response, cart: { lines: CartLine[] }) {
  const headers = {
    ETag: `"${tagOf(cart.lines)}"`,
    "Cache-Control": "no-store",
  };
  res.set(headers).json(cart);
}
