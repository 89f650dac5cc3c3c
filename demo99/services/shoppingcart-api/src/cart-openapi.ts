import { z } from "zod";
import type { Description } from "#commons/openapi.ts";
import { changedLine, kind, linePath, newLine, nothing } from "./cart.ts";

const number = "9798000000014";

const line = z.strictObject({
  kind,
  number: z.string(),
  title: z.string(),
  quantity: z.int(),
  priceCents: z.int(),
});

/** Its title and price are those of `asOf` while the catalogue is away. */
const shownLine = line.extend({ asOf: z.iso.datetime().optional() });

const cart = z
  .strictObject({
    cartId: z.string(),
    lines: z.array(shownLine),
    totalCents: z.int(),
  })
  .meta({ title: "Cart" });

const order = z
  .strictObject({
    orderId: z.string(),
    lines: z.array(line),
    totalCents: z.int(),
    status: z.literal("CONFIRMED"),
  })
  .meta({ title: "Order" });

export const cartDescription: Description = {
  service: "shoppingcart-api",
  summary: "Carts and orders. A cart is named after its customer.",
  path: linePath.shape,
  examples: { cartId: "alice", number },
  operations: {
    "GET /carts/{cartId}": {
      summary: "A cart; one that nobody has filled is empty",
      roles: ["customer"],
      answers: { 200: cart },
    },
    "POST /carts/{cartId}/lines": {
      summary: "Put copies of an item into a cart",
      roles: ["customer"],
      body: newLine.meta({ examples: [{ kind: "book", number, quantity: 1 }] }),
      answers: { 200: cart },
      refusals: [404, 409],
    },
    "PUT /carts/{cartId}/lines/{number}": {
      summary: "Change how many copies there are",
      roles: ["customer"],
      body: changedLine.meta({ examples: [{ quantity: 2 }] }),
      answers: { 200: cart },
      refusals: [404, 409],
    },
    "DELETE /carts/{cartId}/lines/{number}": {
      summary: "Take an item out of a cart",
      roles: ["customer"],
      answers: { 200: cart },
      refusals: [409],
    },
    "POST /carts/{cartId}/checkout": {
      summary: "Buy what is in a cart; a second click makes no second order",
      roles: ["customer"],
      body: nothing,
      location: "/orders/{orderId}",
      answers: { 201: order },
      refusals: [409],
    },
    "GET /orders/{orderId}": {
      summary: "An order",
      roles: ["customer"],
      answers: { 200: order },
      refusals: [404],
    },
  },
};
