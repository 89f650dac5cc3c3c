import { expect } from "chai";
import { describe, it } from "mocha";
import { book, sample, sell } from "./kinds.ts";
import { expectProblem, fieldsOf } from "./problems.ts";
import { newKey } from "./samples.ts";
import { send, store } from "./store.ts";

async function buy() {
  const item = await sell(book);
  const cartId = newKey();
  const { number } = item;
  await store.carts.add(cartId, { kind: "book", number, quantity: 2 });
  return { item, order: await store.carts.checkout(cartId) };
}

describe("an order", () => {
  it("can be read after the checkout", async () => {
    const { order } = await buy();

    expect(await store.orders.get(order.orderId)).to.deep.equal(order);
  });

  it("stays as it was when the item changes, or goes", async () => {
    const { item, order } = await buy();

    await book.catalog.replace(item.number, sample(book, { priceCents: 1 }));
    await book.catalog.delete(item.number);

    expect(await store.orders.get(order.orderId)).to.deep.equal(order);
  });

  it("is in the list of its customer's orders, the latest first", async () => {
    const { number } = await sell(book);
    const cartId = newKey();
    const placed = [];
    for (let quantity = 1; quantity <= 5; quantity++) {
      await store.carts.add(cartId, { kind: "book", number, quantity });
      placed.unshift(await store.carts.checkout(cartId));
    }
    await buy();

    const pages = [await store.orders.list(cartId, { limit: 2 })];
    for (let next = pages[0]?.next; next; next = pages.at(-1)?.next) {
      pages.push(await store.orders.list(cartId, { limit: 2, after: next }));
    }

    expect(pages.map(({ items }) => items.length)).to.deep.equal([2, 2, 1]);
    expect(pages.flatMap(({ items }) => items)).to.deep.equal(placed);
    expect(await store.orders.list(newKey())).to.deep.equal({
      items: [],
      next: null,
    });
  });

  it("lists refuse a cursor of another list, and a missing cart", async () => {
    const forged = ["x", { decidedAt: "now", orderId: "1" }, { decidedAt: 1 }];
    for (const position of forged) {
      const after = Buffer.from(JSON.stringify(position)).toString("base64url");
      const path = `/orders?cartId=${newKey()}&after=${after}`;
      const problem = await expectProblem(await send("GET", path), 400);
      expect(fieldsOf(problem).join()).to.match(/^after/);
    }
  });

  it("that does not exist is a 404", async () => {
    await expectProblem(await send("GET", `/orders/${newKey()}`), 404);
  });
});
