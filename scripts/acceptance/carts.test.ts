// @ci-on-last

import { expect } from "chai";
import { describe, it } from "mocha";
import { book, cd, dvd, kinds, sample, sell } from "./kinds.ts";
import { expectProblem, refusal } from "./problems.ts";
import { newKey } from "./samples.ts";
import { send, store } from "./store.ts";

const unsold = "123456789999";

async function cartWith(quantity: number) {
  const cartId = newKey();
  const { number } = await sell(book);
  await store.carts.add(cartId, { kind: "book", number, quantity });
  return { cartId, number };
}

describe("a cart", () => {
  it("is empty before the first item is added", async () => {
    const cartId = newKey();

    const { etag, ...cart } = await store.carts.get(cartId);

    expect(cart).to.deep.equal({ cartId, lines: [], totalCents: 0 });
    expect(etag).to.match(/^"[^"]+"$/);
  });

  it("takes items of every kind, and adds up", async () => {
    const cartId = newKey();
    const aBook = await sell(book, { priceCents: 1000 });
    const aCd = await sell(cd, { priceCents: 333 });
    const aDvd = await sell(dvd, { priceCents: 5 });

    await store.carts.add(cartId, { kind: "book", ...part(aBook, 2) });
    await store.carts.add(cartId, { kind: "cd", ...part(aCd, 3) });
    const { etag, ...cart } = await store.carts.add(cartId, {
      kind: "dvd",
      ...part(aDvd, 1),
    });

    expect(cart).to.deep.equal({
      cartId,
      lines: [
        { kind: "book", ...part(aBook, 2), ...shown(aBook) },
        { kind: "cd", ...part(aCd, 3), ...shown(aCd) },
        { kind: "dvd", ...part(aDvd, 1), ...shown(aDvd) },
      ],
      totalCents: 2 * 1000 + 3 * 333 + 5,
    });
    expect(await store.carts.get(cartId)).to.deep.equal({ ...cart, etag });
  });

  it("has one line for an item that is added twice", async () => {
    const { cartId, number } = await cartWith(2);

    const cart = await store.carts.add(cartId, {
      kind: "book",
      number,
      quantity: 3,
    });

    expect(cart.lines.map(({ quantity }) => quantity)).to.deep.equal([5]);
    expect(cart.totalCents).to.equal(5 * 1250);
  });

  it("is separate from another customer's cart", async () => {
    await cartWith(2);

    expect((await store.carts.get(newKey())).lines).to.deep.equal([]);
  });

  for (const { kind } of kinds) {
    it(`refuses a ${kind} that is not sold`, async () => {
      const cartId = newKey();
      const json = { kind, number: unsold, quantity: 1 };

      const response = await send("POST", `/carts/${cartId}/lines`, { json });

      await expectProblem(response, 404);
      expect((await store.carts.get(cartId)).lines).to.deep.equal([]);
    });
  }

  it("refuses an item of another kind", async () => {
    const { number } = await sell(cd);

    const { status } = await refusal(
      store.carts.add(newKey(), { kind: "dvd", number, quantity: 1 }),
    );

    expect(status).to.equal(404);
  });

  it("leaves the stock alone", async () => {
    const { number } = await cartWith(2);

    expect((await store.stock.get(number)).onHand).to.equal(100);
  });
});

describe("a cart's line", () => {
  it("changes its quantity", async () => {
    const { cartId, number } = await cartWith(2);

    const cart = await store.carts.setQuantity(cartId, number, 7);

    expect(cart.lines[0]?.quantity).to.equal(7);
    expect(cart.totalCents).to.equal(7 * 1250);
    expect(await store.carts.get(cartId)).to.deep.equal(cart);
  });

  it("changes it only in the cart that the page showed", async () => {
    const { cartId, number } = await cartWith(1);
    const shown = await store.carts.get(cartId);
    await store.carts.setQuantity(cartId, number, 2, shown.etag);

    const late = store.carts.setQuantity(cartId, number, 9, shown.etag);

    expect((await refusal(late)).status).to.equal(412);
    expect((await store.carts.get(cartId)).lines[0]?.quantity).to.equal(2);
  });

  it("is removed, and others stay", async () => {
    const { cartId, number } = await cartWith(2);
    const other = await sell(dvd);
    await store.carts.add(cartId, { kind: "dvd", ...part(other, 1) });

    const cart = await store.carts.remove(cartId, number);

    expect(cart.lines.map((line) => line.number)).to.deep.equal([other.number]);
    expect(await store.carts.get(cartId)).to.deep.equal(cart);
  });

  it("may be removed twice", async () => {
    const { cartId, number } = await cartWith(2);
    const cart = await store.carts.remove(cartId, number);

    expect(await store.carts.remove(cartId, number)).to.deep.equal(cart);
  });

  it("that does not exist gets no quantity", async () => {
    const { cartId } = await cartWith(2);
    const path = `/carts/${cartId}/lines/${unsold}`;

    const response = await send("PUT", path, { json: { quantity: 1 } });

    await expectProblem(response, 404);
    expect((await store.carts.get(cartId)).lines).to.have.length(1);
  });

  it("shows the title and the price of the catalogue", async () => {
    const fields = sample(dvd, { title: "Pi ½ “quoted” 🥧", priceCents: 1 });
    const { number } = await dvd.catalog.create(fields);

    const { lines } = await store.carts.add(newKey(), {
      kind: "dvd",
      number,
      quantity: 1,
    });

    expect(lines[0]).to.include({ title: fields.title, priceCents: 1 });
  });
});

function part({ number }: { number: string }, quantity: number) {
  return { number, quantity };
}

function shown({ title, priceCents }: { title: string; priceCents: number }) {
  return { title, priceCents };
}
