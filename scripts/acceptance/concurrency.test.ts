// @ci-on-last

import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { describe, it } from "mocha";
import { until } from "../testing/until.ts";
import { book, sell } from "./kinds.ts";
import { refusal } from "./problems.ts";
import { atOnce, newKey } from "./samples.ts";
import { StoreError, store } from "./store.ts";

/** Retry-After of such a 503. */
const paceMs = 1_000;

/**
 * On a slow machine, the store may answer 503 under this load: buyers retry.
 */
async function insist<T>(call: () => Promise<T>, tries = 10): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const isBusy = error instanceof StoreError && error.status === 503;
    if (!isBusy || tries === 1) throw error;
  }
  await pause(paceMs);
  return insist(call, tries - 1);
}

function add(cartId: string, number: string) {
  const line = { kind: "book", number, quantity: 1 } as const;
  return insist(() => store.carts.add(cartId, line));
}

/** A repeated key has one outcome, also if a reply was too late. */
function checkOut(cartId: string) {
  const key = newKey();
  return insist(() => store.carts.checkout(cartId, { key }));
}

async function cartWith(number: string): Promise<string> {
  const cartId = newKey();
  await add(cartId, number);
  return cartId;
}

async function quantityIn(cartId: string): Promise<number> {
  const { lines } = await store.carts.get(cartId);
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

describe("30 buyers of the last 3 copies", () => {
  it("buy exactly 3; the others get the shortage", async () => {
    const { number, title } = await sell(book, { stock: 3 });
    const carts = await Promise.all(atOnce(30, () => cartWith(number)));

    const results = await Promise.allSettled(carts.map(checkOut));

    const orders = results.flatMap((result) =>
      result.status === "fulfilled" ? [result.value] : [],
    );
    const problems = results.flatMap((result) =>
      result.status === "rejected" ? [result.reason.problem] : [],
    );
    expect(new Set(orders.map(({ orderId }) => orderId)).size).to.equal(3);
    expect(problems.map(({ status }) => status)).to.deep.equal(
      Array(27).fill(409),
    );
    for (const { shortages } of problems) {
      expect(shortages).to.have.length(1);
      expect(shortages[0]).to.include({ number, title, quantity: 1 });
    }
    expect((await store.stock.get(number)).onHand).to.equal(0);
    for (const order of orders) {
      expect(await store.orders.get(order.orderId)).to.deep.equal(order);
    }
    const left = await Promise.all(carts.map(quantityIn));
    expect(left.filter((quantity) => quantity === 1)).to.have.length(27);
  });
});

describe("two tabs with one cart", () => {
  it("lose none of the 30 items that each adds", async () => {
    const cartId = newKey();
    const items = await Promise.all(atOnce(6, () => sell(book)));
    const addOne = (index: number) => {
      const { number } = items[index % items.length] as { number: string };
      return add(cartId, number);
    };

    await Promise.all([...atOnce(30, addOne), ...atOnce(30, addOne)]);

    const { lines } = await store.carts.get(cartId);
    expect(lines).to.have.length(6);
    expect(lines.map(({ quantity }) => quantity)).to.deep.equal(
      Array(6).fill(10),
    );
  });

  it("add up the quantities of one item", async () => {
    const cartId = newKey();
    const { number } = await sell(book);
    const addOne = () => add(cartId, number);

    await Promise.all([...atOnce(30, addOne), ...atOnce(30, addOne)]);

    const { lines, totalCents } = await store.carts.get(cartId);
    expect(lines.map(({ quantity }) => quantity)).to.deep.equal([60]);
    expect(totalCents).to.equal(60 * 1250);
  });

  it("lose nothing while one of them checks out", async () => {
    const { number } = await sell(book, { stock: 100 });
    const cartId = await cartWith(number);

    const adding = atOnce(40, () => add(cartId, number));
    const checkouts = await Promise.allSettled(
      atOnce(3, () => checkOut(cartId)),
    );
    await Promise.all(adding);

    const orders = checkouts.flatMap((result) =>
      result.status === "fulfilled" ? [result.value.orderId] : [],
    );
    expect(orders).to.have.length.at.least(1);
    // A checkout that was cancelled returns what it has taken.
    await until("each copy is sold or in the cart", async () => {
      const { items } = await store.orders.list(cartId);
      const sold = items
        .flatMap(({ lines }) => lines)
        .reduce((sum, { quantity }) => sum + quantity, 0);
      expect(items.map(({ orderId }) => orderId)).to.include.members(orders);
      expect(sold + (await quantityIn(cartId))).to.equal(41);
      expect((await store.stock.get(number)).onHand).to.equal(100 - sold);
    });
  });
});

describe("a double click on checkout", () => {
  it("makes one order and takes the stock once", async () => {
    const { number } = await sell(book, { stock: 10 });
    const cartId = await cartWith(number);

    const results = await Promise.allSettled(
      atOnce(10, () => checkOut(cartId)),
    );

    const orderIds = results.flatMap((result) =>
      result.status === "fulfilled" ? [result.value.orderId] : [],
    );
    const refused = results.flatMap((result) =>
      result.status === "rejected" ? [result.reason.status] : [],
    );
    expect(new Set(orderIds).size).to.equal(1);
    expect(refused).to.deep.equal(Array(refused.length).fill(409));
    expect((await store.stock.get(number)).onHand).to.equal(9);
    expect(await refusal(store.carts.checkout(cartId))).to.include({
      status: 409,
    });
    expect((await store.stock.get(number)).onHand).to.equal(9);
  });
});
