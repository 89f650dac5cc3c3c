import { Router } from "express";
import { mustBe, only } from "#commons/auth.ts";
import { jsonBody, noQuery } from "#commons/json-body.ts";
import { serveOpenApi } from "#commons/openapi.ts";
import { parse } from "#commons/validate.ts";
import { cartPath, changedLine, linePath, newLine, nothing } from "./cart.ts";
import { cartDescription } from "./cart-openapi.ts";
import type { CartService } from "./cart-service.ts";
import type { CheckoutService } from "./checkout-service.ts";

export function createCartApi(
  carts: CartService,
  checkouts: CheckoutService,
): Router {
  const router = Router();
  router.use(serveOpenApi(cartDescription));
  router.use(["/carts", "/orders"], only("customer"));
  router.use("/carts/:cartId", (req, res, next) => {
    mustBe(req.params.cartId, res);
    next();
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
    const order = await checkouts.checkout(cartId);
    res.status(201).location(`/orders/${order.orderId}`).json(order);
  });

  router.get("/orders/:orderId", async (req, res) => {
    const order = await checkouts.getOrder(req.params.orderId);
    mustBe(await checkouts.findCustomer(order), res);
    res.json(order);
  });

  return router;
}
