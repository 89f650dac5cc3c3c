import { expect } from "chai";
import { describe, it } from "mocha";
import { book, sample, sell } from "./kinds.ts";
import { expectProblem } from "./problems.ts";
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

  it("that there is not is a 404", async () => {
    await expectProblem(await send("GET", `/orders/${newKey()}`), 404);
  });
});
