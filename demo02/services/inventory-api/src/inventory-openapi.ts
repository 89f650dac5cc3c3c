import * as z from "zod";
import {
  created,
  describeService,
  ifMatchHeader,
  noContent,
  ok,
  problems,
  requestBody,
  tagged,
} from "#commons/openapi/describe.ts";
import {
  count,
  reservationPath,
  reservationRequest,
  stockPath,
  stockQuery,
} from "./stock.ts";

const number = "9798000000014";
const orderId = "order-1";

const onePath = z.object({
  number: stockPath.shape.number.meta({ param: { example: number } }),
});
const orderPath = z.object({
  orderId: reservationPath.shape.orderId.meta({ param: { example: orderId } }),
});
const query = z.object({
  numbers: stockQuery.shape.numbers.meta({
    description: "Numbers of items, separated by commas",
    param: { example: `${number},9798000000021` },
  }),
});

const stockLine = z
  .strictObject({ number: z.string(), onHand: z.int().min(0) })
  .meta({ id: "StockLine" });

const stockLines = z
  .strictObject({ items: z.array(stockLine) })
  .meta({ id: "StockLines" });

const reservation = z
  .strictObject(reservationRequest.shape)
  .meta({ id: "Reservation" });

export const inventoryOpenApi = describeService(
  "inventory-api",
  "Copies in stock, and copies that are reserved for orders.",
  {
    "GET /stock": {
      summary: "List the stock lines of the numbers",
      requestParams: { query },
      responses: { 200: ok(stockLines) },
    },
    "GET /stock/{number}": {
      summary: "Get the stock line of an item",
      requestParams: { path: onePath },
      responses: { 200: tagged(stockLine), ...problems(404) },
    },
    "PUT /stock/{number}": {
      summary: "Set the number of copies of an item",
      requestParams: { path: onePath, header: ifMatchHeader },
      requestBody: requestBody(count, { onHand: 5 }),
      responses: { 200: tagged(stockLine), ...problems(412) },
    },
    "DELETE /stock/{number}": {
      summary: "Delete the stock line of an item",
      requestParams: { path: onePath },
      responses: { 204: noContent, ...problems(404) },
    },
    "POST /reservations": {
      summary: "Reserve all lines of an order, or none; idempotent",
      requestBody: requestBody(reservationRequest, {
        orderId,
        lines: [{ number, quantity: 1 }],
      }),
      responses: { 201: created(reservation), ...problems(409) },
    },
    "DELETE /reservations/{orderId}": {
      summary: "Release the reserved lines of an order; idempotent",
      requestParams: { path: orderPath },
      responses: { 204: noContent },
    },
  },
);
