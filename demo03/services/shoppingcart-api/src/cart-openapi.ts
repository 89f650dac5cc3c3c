import * as z from "zod";
import {
  created,
  describeService,
  ok,
  problems,
  requestBody,
} from "#commons/openapi/describe.ts";
import {
  cartPath,
  changedLine,
  kind,
  linePath,
  newLine,
  nothing,
} from "./cart.ts";
import { idempotencyHeader } from "./idempotency-key.ts";
import { orderQuery } from "./order.ts";

const number = "9798000000014";

const onePath = z.object({
  cartId: cartPath.shape.cartId.meta({ param: { example: "alice" } }),
});
const oneLinePath = onePath.extend({
  number: linePath.shape.number.meta({ param: { example: number } }),
});
const orderPath = z.object({ orderId: z.string() });

const line = z.strictObject({
  kind,
  number: z.string(),
  title: z.string(),
  quantity: z.int(),
  priceCents: z.int(),
});

const cart = z
  .strictObject({
    cartId: z.string(),
    lines: z.array(line),
    totalCents: z.int(),
  })
  .meta({ id: "Cart" });

const order = z
  .strictObject({
    orderId: z.string(),
    lines: z.array(line),
    totalCents: z.int(),
    status: z.literal("CONFIRMED"),
  })
  .meta({ id: "Order" });

const orderPage = z
  .strictObject({ items: z.array(order), next: z.string().nullable() })
  .meta({ id: "OrderPage" });

const { cartId, limit, after } = orderQuery.shape;
const listQuery = z.object({
  cartId: cartId.meta({ param: { example: "alice" } }),
  limit: limit.meta({ description: "1 to 100; usually 20" }),
  after: after.meta({ description: "`next` of another page" }),
});

export const cartOpenApi = describeService(
  "shoppingcart-api",
  "Carts and orders.",
  {
    "GET /carts/{cartId}": {
      summary: "Get a cart; a new cart is empty",
      requestParams: { path: onePath },
      responses: { 200: ok(cart) },
    },
    "POST /carts/{cartId}/lines": {
      summary: "Add copies of an item to a cart",
      requestParams: { path: onePath },
      requestBody: requestBody(newLine, { kind: "book", number, quantity: 1 }),
      responses: { 200: ok(cart), ...problems(404, 409) },
    },
    "PUT /carts/{cartId}/lines/{number}": {
      summary: "Set the quantity of a line",
      requestParams: { path: oneLinePath },
      requestBody: requestBody(changedLine, { quantity: 2 }),
      responses: { 200: ok(cart), ...problems(404, 409) },
    },
    "DELETE /carts/{cartId}/lines/{number}": {
      summary: "Delete a line; idempotent",
      requestParams: { path: oneLinePath },
      responses: { 200: ok(cart), ...problems(409) },
    },
    "POST /carts/{cartId}/checkout": {
      summary: "Order the lines of a cart; a repeated key gets the same order",
      requestParams: { path: onePath, header: idempotencyHeader },
      requestBody: requestBody(nothing, {}),
      responses: { 201: created(order, "/orders/{orderId}"), ...problems(409) },
    },
    "GET /orders": {
      summary: "List the orders of a cart, the latest first, a page at a time",
      requestParams: { query: listQuery },
      responses: { 200: ok(orderPage) },
    },
    "GET /orders/{orderId}": {
      summary: "Get an order",
      requestParams: { path: orderPath },
      responses: { 200: ok(order), ...problems(404) },
    },
  },
);
