// @from-99

import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { book, sell } from "../kinds.ts";
import { newKey } from "../samples.ts";
import { store } from "../store.ts";
import {
  closeAll,
  connected,
  customerToken,
  onHandOf,
  staffToken,
  statusOf,
} from "./live-client.ts";

/** A cart of a new customer, with one copy of the item. */
async function fillCart(number: string): Promise<string> {
  const cartId = newKey();
  await store.carts.add(cartId, { kind: "book", number, quantity: 1 });
  return cartId;
}

describe("the live connection", () => {
  afterEach(closeAll);

  it("tells visitors and customers of a new stock", async () => {
    const { number } = await sell(book, { stock: 5 });
    const clients = [
      await connected(),
      await connected(customerToken(newKey())),
      await connected(staffToken()),
    ];

    await store.stock.set(number, 7);

    for (const client of clients) {
      await until("the stock", () => onHandOf(client, number) === 7);
    }
  });

  it("tells all of a sale, and its customer and the staff of the order", async () => {
    const { number } = await sell(book, { stock: 5 });
    const customer = await fillCart(number);
    const visitor = await connected();
    const other = await connected(customerToken(newKey()));
    const tabs = [
      await connected(customerToken(customer)),
      await connected(customerToken(customer)),
      await connected(staffToken()),
    ];

    const { orderId } = await store.carts.checkout(customer);

    for (const tab of tabs) {
      await until("the order", () => statusOf(tab, orderId) === "CONFIRMED");
    }
    for (const client of [...tabs, visitor, other]) {
      await until("the stock", () => onHandOf(client, number) === 4);
    }
    // A later order has arrived, so this one would have, too.
    const theirs = await fillCart(number);
    const late = await connected(customerToken(theirs));
    const { orderId: next } = await store.carts.checkout(theirs);
    await until("the next order", () => statusOf(late, next) === "CONFIRMED");
    for (const { seen } of [visitor, other]) {
      expect(seen.filter(({ type }) => type === "order")).to.deep.equal([]);
    }
  });

  it("tells of the last of many changes", async () => {
    const { number } = await sell(book, { stock: 0 });
    const client = await connected();

    for (let count = 1; count <= 50; count++) {
      await store.stock.set(number, count);
    }

    await until("the last one", () => onHandOf(client, number) === 50);
  });
});
