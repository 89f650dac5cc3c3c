import { Router } from "express";
import { jsonBody, noQuery } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";
import { cartPath, changedLine, linePath, newLine, nothing } from "./cart.ts";
import type { CartService } from "./cart-service.ts";
import { idempotencyHeader } from "./idempotency-key.ts";
import type { IdempotentCheckoutService } from "./idempotent-checkout-service.ts";
import { orderQuery, toShown } from "./order.ts";

export function createCartApi(
  carts: CartService,
  checkouts: IdempotentCheckoutService,
): Router {
  const router = Router();

  router.get("/orders", async (req, res) => {
    const wanted = parse(orderQuery, req.query);
    const { items, next } = await checkouts.listOrders(wanted);
    res.json({ items: items.map(toShown), next });
  });

  router.use(["/carts", "/orders"], noQuery);
  router.use(jsonBody);

  router.get("/carts/:cartId", async (req, res) => {
    const { cartId } = parse(cartPath, req.params);
    res.json(await carts.get(cartId));
  });

  router.post("/carts/:cartId/lines", async (req, res) => {
    const { cartId } = parse(cartPath, req.params);
    res.json(await carts.addLine(cartId, parse(newLine, req.body)));
  });

  router
    .route("/carts/:cartId/lines/:number")
    .put(async (req, res) => {
      const { cartId, number } = parse(linePath, req.params);
      const { quantity } = parse(changedLine, req.body);
      res.json(await carts.setQuantity(cartId, number, quantity));
    })
    .delete(async (req, res) => {
      const { cartId, number } = parse(linePath, req.params);
      res.json(await carts.removeLine(cartId, number));
    });

  router.post("/carts/:cartId/checkout", async (req, res) => {
    const { cartId } = parse(cartPath, req.params);
    parse(nothing, req.body);
    const { "idempotency-key": key } = parse(idempotencyHeader, req.headers);
    const order = await checkouts.checkout(cartId, key);
    res.status(201).location(`/orders/${order.orderId}`).json(toShown(order));
  });

  router.get("/orders/:orderId", async (req, res) => {
    const order = await checkouts.getOrder(req.params.orderId);
    res.json(toShown(order));
  });

  return router;
}
