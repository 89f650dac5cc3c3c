import { z } from "zod";
import type { Description } from "#commons/openapi.ts";
import {
  count,
  reservationPath,
  reservationRequest,
  stockPath,
  stockQuery,
} from "./stock.ts";

const number = "9798000000014";

const stockLine = z
  .strictObject({ number: z.string(), onHand: z.int().min(0) })
  .meta({ title: "StockLine" });

const stockLines = z
  .strictObject({ items: z.array(stockLine) })
  .meta({ title: "StockLines" });

const reservation = z
  .strictObject(reservationRequest.shape)
  .meta({ title: "Reservation" });

export const inventoryDescription: Description = {
  service: "inventory-api",
  summary: "What lies in the shop, and what is promised to an order.",
  path: { ...stockPath.shape, ...reservationPath.shape },
  examples: { number, numbers: [number, "9798000000021"], orderId: "order-1" },
  operations: {
    "GET /stock": {
      summary: "How many copies there are of each item",
      query: stockQuery,
      answers: { 200: stockLines },
    },
    "GET /stock/{number}": {
      summary: "How many copies there are of an item",
      answers: { 200: stockLine },
      refusals: [404],
    },
    "PUT /stock/{number}": {
      summary: "Say how many copies there are",
      roles: ["admin", "service"],
      body: count.meta({ examples: [{ onHand: 5 }] }),
      answers: { 200: stockLine },
    },
    "DELETE /stock/{number}": {
      summary: "Close the stock line of an item that is no longer sold",
      roles: ["admin", "service"],
      answers: { 204: null },
      refusals: [404],
    },
    "POST /reservations": {
      summary: "Take all lines of an order, or none; once, if it comes again",
      roles: ["service"],
      body: reservationRequest.meta({
        examples: [{ orderId: "order-1", lines: [{ number, quantity: 1 }] }],
      }),
      answers: { 201: reservation },
      refusals: [409],
    },
    "DELETE /reservations/{orderId}": {
      summary: "Put back what an order has taken",
      roles: ["service"],
      answers: { 204: null },
    },
  },
};
