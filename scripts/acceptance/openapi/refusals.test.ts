// @on-first @on-last

import { expect } from "chai";
import { before, describe, it } from "mocha";
import { book, sell } from "../kinds.ts";
import { newKey } from "../samples.ts";
import { send } from "../store.ts";
import { readDescription, type StoreDescription } from "./store-description.ts";

const unknown = "000000000000";
const line = { kind: "book", number: unknown, quantity: 1 };

/** Operations, and calls of them that are answered with 404. */
const notFound = [
  ...["/books", "/cds", "/dvds", "/stock"].map((path) => ({
    name: `GET ${path}/{number}`,
    path: `${path}/${unknown}`,
  })),
  ...["/books", "/cds", "/dvds", "/stock"].map((path) => ({
    name: `DELETE ${path}/{number}`,
    path: `${path}/${unknown}`,
  })),
  { name: "GET /numbers/{kind}", path: "/numbers/cassette" },
  { name: "GET /orders/{orderId}", path: `/orders/${newKey()}` },
  {
    name: "POST /carts/{cartId}/lines",
    path: `/carts/${newKey()}/lines`,
    json: line,
  },
  {
    name: "PUT /carts/{cartId}/lines/{number}",
    path: `/carts/${newKey()}/lines/${unknown}`,
    json: { quantity: 2 },
  },
];

describe("refusals are described:", () => {
  let description: StoreDescription;

  before(async () => {
    description = await readDescription();
  });

  for (const { name, path, ...sent } of notFound) {
    it(`${name} of an unknown resource`, async () => {
      const response = await send(name.split(" ")[0] ?? "", path, sent);

      expect(response.status).to.equal(404);
      await description.expectDescribed(name, response);
    });
  }

  it("POST /reservations of more than is in stock", async () => {
    const { number } = await sell(book, { stock: 1 });
    const lines = [{ number, quantity: 2 }];

    const response = await send("POST", "/reservations", {
      json: { orderId: newKey(), lines },
    });

    expect(response.status).to.equal(409);
    await description.expectDescribed("POST /reservations", response);
  });

  it("the checkout of an empty cart, and of more than is in stock", async () => {
    const { number } = await sell(book, { stock: 1 });
    const path = `/carts/${newKey()}`;
    const name = "POST /carts/{cartId}/checkout";

    const empty = await send("POST", `${path}/checkout`);
    await send("POST", `${path}/lines`, {
      json: { kind: "book", number, quantity: 2 },
    });
    const short = await send("POST", `${path}/checkout`);

    for (const response of [empty, short]) {
      expect(response.status).to.equal(409);
      await description.expectDescribed(name, response);
    }
  });
});
