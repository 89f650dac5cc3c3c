import * as z from "zod";
import {
  callers,
  created,
  describeService,
  ifMatchHeader,
  ok,
  problems,
  requestBody,
  tagged,
} from "#commons/openapi/describe.ts";
import { cartPath, changedLine, kind, linePath, newLine } from "./cart.ts";
import { idempotencyHeader } from "./idempotency-key.ts";
import { orderQuery } from "./order.ts";
import { checkoutBody, completion, nothing } from "./payment.ts";

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
  isStale: z.boolean().optional(),
});

const cart = z
  .strictObject({
    cartId: z.string(),
    lines: z.array(line),
    totalCents: z.int(),
    unpaid: z
      .strictObject({ orderId: z.string(), totalCents: z.int() })
      .optional()
      .meta({ description: "It waits for the customer to confirm the charge" }),
  })
  .meta({ id: "Cart" });

const order = z
  .strictObject({
    orderId: z.string(),
    lines: z.array(line),
    totalCents: z.int(),
    status: z.literal("CONFIRMED"),
    payment: z.enum(["PAID", "REFUNDED"]),
  })
  .meta({ id: "Order" });

const unpaidOrder = z
  .strictObject({
    orderId: z.string(),
    status: z.literal("PAYMENT_REQUIRES_ACTION"),
    action: z.strictObject({ url: z.string() }),
  })
  .meta({ id: "UnpaidOrder" });

/** What a checkout and its payment answer. */
const outcome = {
  201: created(order, "/orders/{orderId}"),
  202: {
    ...ok(unpaidOrder),
    description: "The customer has to confirm the charge at the URL.",
  },
};

/** The customer is the owner of the cart. */
const sale = order
  .extend({ cartId: z.string(), decidedAt: z.iso.datetime() })
  .meta({ id: "Sale" });

const orderPage = z
  .strictObject({ items: z.array(order), next: z.string().nullable() })
  .meta({ id: "OrderPage" });

const salePage = z
  .strictObject({ items: z.array(sale), next: z.string().nullable() })
  .meta({ id: "SalePage" });

const { cartId, limit, after } = orderQuery.shape;
const pageQuery = z.object({
  limit: limit.meta({ description: "1 to 100; usually 20" }),
  after: after.meta({ description: "`next` of another page" }),
});
const listQuery = pageQuery.extend({
  cartId: cartId.optional().meta({ param: { example: "alice" } }),
});

export const cartOpenApi = describeService(
  "shoppingcart-api",
  "Carts and orders.",
  {
    "GET /carts/{cartId}": {
      summary: "Get a cart; a new cart is empty",
      security: callers("customer"),
      requestParams: { path: onePath },
      responses: { 200: tagged(cart) },
    },
    "POST /carts/{cartId}/lines": {
      summary: "Add copies of an item to a cart",
      security: callers("customer"),
      requestParams: { path: onePath },
      requestBody: requestBody(newLine, { kind: "book", number, quantity: 1 }),
      responses: { 200: tagged(cart), ...problems(404, 409) },
    },
    "PUT /carts/{cartId}/lines/{number}": {
      summary: "Set the quantity of a line",
      security: callers("customer"),
      requestParams: { path: oneLinePath, header: ifMatchHeader },
      requestBody: requestBody(changedLine, { quantity: 2 }),
      responses: { 200: tagged(cart), ...problems(404, 409, 412) },
    },
    "DELETE /carts/{cartId}/lines/{number}": {
      summary: "Delete a line; idempotent",
      security: callers("customer"),
      requestParams: { path: oneLinePath },
      responses: { 200: tagged(cart), ...problems(409) },
    },
    "POST /carts/{cartId}/checkout": {
      summary:
        "Order and pay the lines of a cart; a repeated key gets the same order",
      security: callers("customer"),
      requestParams: {
        path: onePath,
        header: idempotencyHeader.extend(ifMatchHeader.shape),
      },
      requestBody: requestBody(checkoutBody, {
        payment: { token: "tok_visa" },
      }),
      responses: { ...outcome, ...problems(402, 409, 412) },
    },
    "GET /orders": {
      summary: "List the orders of a cart, the latest first, a page at a time",
      security: callers("customer"),
      requestParams: { query: listQuery },
      responses: { 200: ok(orderPage) },
    },
    "GET /sales": {
      summary: "List the orders of all customers, the latest first",
      security: callers("admin"),
      requestParams: { query: pageQuery },
      responses: { 200: ok(salePage) },
    },
    "GET /orders/{orderId}": {
      summary: "Get an order",
      security: callers("customer"),
      requestParams: { path: orderPath },
      responses: { 200: ok(order), ...problems(404) },
    },
    "POST /orders/{orderId}/payment": {
      summary: "Go on with a checkout whose charge the customer has confirmed",
      description:
        "The first answer holds: after a confirmation at the URL, the reply is the order in any case.",
      security: callers("customer"),
      requestParams: { path: orderPath },
      requestBody: requestBody(completion, { approved: true }),
      responses: { ...outcome, ...problems(402, 404, 409) },
    },
    "POST /orders/{orderId}/refund": {
      summary: "Return the money and the stock of an order; idempotent",
      security: callers("admin"),
      requestParams: { path: orderPath },
      requestBody: requestBody(nothing, {}),
      responses: { 200: ok(order), ...problems(404) },
    },
  },
);
