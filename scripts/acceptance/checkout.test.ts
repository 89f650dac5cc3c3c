// @ci-on-last

import { expect } from "chai";
import { describe, it } from "mocha";
import { book, cd, type Item, sell } from "./kinds.ts";
import { expectProblem, refusal } from "./problems.ts";
import { newKey } from "./samples.ts";
import { isFinal, send, store } from "./store.ts";

type Wish = { kind: "book" | "cd"; item: Item; quantity: number };

async function cartOf(...wishes: Wish[]): Promise<string> {
  const cartId = newKey();
  for (const { kind, item, quantity } of wishes) {
    await store.carts.add(cartId, { kind, number: item.number, quantity });
  }
  return cartId;
}

async function onHand({ number }: Item): Promise<number> {
  return (await store.stock.get(number)).onHand;
}

describe("the checkout", () => {
  it("makes an order, takes the stock and empties the cart", async () => {
    const item = await sell(book, { stock: 5 });
    const other = await sell(cd, { stock: 5 });
    const cartId = await cartOf(
      { kind: "book", item, quantity: 2 },
      { kind: "cd", item: other, quantity: 1 },
    );
    const { lines, totalCents } = await store.carts.get(cartId);

    const response = await send("POST", `/carts/${cartId}/checkout`);

    expect(response.status).to.equal(201);
    const order = await response.json();
    const status = "CONFIRMED";
    const { orderId } = order;
    const payment = isFinal && { payment: "PAID" };
    expect(order).to.deep.equal({
      ...{ orderId, lines, totalCents, status },
      ...payment,
    });
    expect([await onHand(item), await onHand(other)]).to.deep.equal([3, 4]);
    expect((await store.carts.get(cartId)).lines).to.deep.equal([]);
  });

  it("names what is short and changes nothing", async () => {
    const item = await sell(book, { stock: 5 });
    const short = await sell(cd, { stock: 1 });
    const cartId = await cartOf(
      { kind: "book", item, quantity: 2 },
      { kind: "cd", item: short, quantity: 3 },
    );
    const cart = await store.carts.get(cartId);

    const response = await send("POST", `/carts/${cartId}/checkout`);

    const problem = await expectProblem(response, 409);
    const { number, title } = short;
    expect(problem.shortages).to.deep.equal([
      { number, title, quantity: 3, onHand: 1 },
    ]);
    expect([await onHand(item), await onHand(short)]).to.deep.equal([5, 1]);
    expect(await store.carts.get(cartId)).to.deep.equal(cart);
  });

  it("names every item that is short", async () => {
    const first = await sell(book, { stock: 0 });
    const second = await sell(cd, { stock: 2 });
    const cartId = await cartOf(
      { kind: "book", item: first, quantity: 1 },
      { kind: "cd", item: second, quantity: 3 },
    );

    const { shortages = [] } = await refusal(store.carts.checkout(cartId));

    expect(shortages.map(({ number }) => number)).to.have.members([
      first.number,
      second.number,
    ]);
  });

  it("works once there is enough", async () => {
    const item = await sell(book, { stock: 1 });
    const cartId = await cartOf({ kind: "book", item, quantity: 3 });
    await refusal(store.carts.checkout(cartId));

    await store.stock.set(item.number, 3);
    const order = await store.carts.checkout(cartId);

    expect(order.lines[0]?.quantity).to.equal(3);
    expect(await onHand(item)).to.equal(0);
  });

  it("works with fewer, when there was not enough", async () => {
    const item = await sell(book, { stock: 1 });
    const cartId = await cartOf({ kind: "book", item, quantity: 3 });
    await refusal(store.carts.checkout(cartId));

    await store.carts.setQuantity(cartId, item.number, 1);
    const order = await store.carts.checkout(cartId);

    expect(order.lines[0]?.quantity).to.equal(1);
    expect(await onHand(item)).to.equal(0);
  });

  it("sells at no price that the cart has not shown", async () => {
    const item = await sell(book, { stock: 5, priceCents: 100 });
    const other = await sell(cd, { stock: 5 });
    const cartId = await cartOf(
      { kind: "book", item, quantity: 2 },
      { kind: "cd", item: other, quantity: 1 },
    );
    const { number, ...fields } = item;
    await book.catalog.replace(number, { ...fields, priceCents: 99_900 });

    const problem = await refusal(store.carts.checkout(cartId));

    const { title } = item;
    expect(problem.status).to.equal(409);
    expect(problem.priceChanges).to.deep.equal([
      { number, title, shownCents: 100, priceCents: 99_900 },
    ]);
    expect(problem.detail).to.include(title);
    expect([await onHand(item), await onHand(other)]).to.deep.equal([5, 5]);
    const { totalCents } = await store.carts.get(cartId);
    expect(totalCents).to.equal(2 * 99_900 + other.priceCents);
    const order = await store.carts.checkout(cartId);
    expect(order.totalCents).to.equal(totalCents);
  });

  it("takes a price that the cart showed after it had changed", async () => {
    const item = await sell(book, { stock: 5, priceCents: 100 });
    const cartId = await cartOf({ kind: "book", item, quantity: 1 });
    const { number, ...fields } = item;
    await book.catalog.replace(number, { ...fields, priceCents: 200 });

    expect((await store.carts.get(cartId)).totalCents).to.equal(200);
    expect((await store.carts.checkout(cartId)).totalCents).to.equal(200);
  });

  it("sells a cart as its page showed it, or not at all", async () => {
    const item = await sell(book, { stock: 5, priceCents: 100 });
    const cartId = await cartOf({ kind: "book", item, quantity: 1 });
    const { number, ...fields } = item;
    const { etag } = await store.carts.get(cartId);
    await book.catalog.replace(number, { ...fields, priceCents: 99_900 });
    // Another page shows the new price.
    const current = await store.carts.get(cartId);

    const { status } = await refusal(store.carts.checkout(cartId, { etag }));

    expect(status).to.equal(412);
    expect(await onHand(item)).to.equal(5);
    const sent = { etag: current.etag };
    const { totalCents } = await store.carts.checkout(cartId, sent);
    expect(totalCents).to.equal(99_900);
  });

  it("sells nothing that was deleted from the catalogue", async () => {
    const item = await sell(book, { stock: 5 });
    const cartId = await cartOf({ kind: "book", item, quantity: 1 });
    await book.catalog.delete(item.number);
    // The stock line still exists, so only the catalogue can refuse the item.
    await store.stock.set(item.number, 5);

    const problem = await refusal(store.carts.checkout(cartId));

    expect(problem.status).to.equal(409);
    expect(problem.detail).to.include(item.title);
    expect(problem.shortages?.map(({ number }) => number)).to.deep.equal([
      item.number,
    ]);
    expect(await onHand(item)).to.equal(5);
  });

  it("refuses an empty cart", async () => {
    const item = await sell(book);
    const bought = await cartOf({ kind: "book", item, quantity: 1 });
    await store.carts.checkout(bought);

    for (const cartId of [newKey(), bought]) {
      const response = await send("POST", `/carts/${cartId}/checkout`);

      await expectProblem(response, 409);
    }
    expect(await onHand(item)).to.equal(99);
  });

  it("leaves a cart that can be filled and bought again", async () => {
    const item = await sell(book, { stock: 5 });
    const cartId = await cartOf({ kind: "book", item, quantity: 1 });
    const first = await store.carts.checkout(cartId);

    await store.carts.add(cartId, {
      kind: "book",
      number: item.number,
      quantity: 2,
    });
    const second = await store.carts.checkout(cartId);

    expect(second.orderId).not.to.equal(first.orderId);
    expect(await onHand(item)).to.equal(2);
  });
});
