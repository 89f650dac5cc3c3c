// @long

import { expect } from "chai";
import { describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { runningStage } from "../hooks.ts";
import { book, kinds, sample, sell } from "../kinds.ts";
import { expectProblem, refusal } from "../problems.ts";
import { newKey, unique } from "../samples.ts";
import { send, store } from "../store.ts";
import { buyNewBook, fillCart } from "./shop.ts";

describe("a service without one of its callees", () => {
  for (const needed of ["numbergenerator-api", "inventory-api"]) {
    for (const kind of kinds) {
      it(`adds no ${kind.kind} without ${needed}`, async () => {
        const q = unique();
        const json = sample(kind, { title: q, stock: 5 });
        await runningStage().kill(`${needed}/1`);

        const response = await send("POST", kind.path, { json });

        await expectProblem(response, 503);
        expect((await kind.catalog.search({ q })).items).to.deep.equal([]);
        await runningStage().restart(`${needed}/1`);
        expect((await kind.catalog.search({ q })).items).to.deep.equal([]);
        await kind.catalog.create(json);
        expect((await kind.catalog.search({ q })).items).to.have.length(1);
      });
    }
  }

  it("deletes an item and its stock, if not at once", async () => {
    const { number } = await sell(book);
    await runningStage().kill("inventory-api/1");

    await expectProblem(await send("DELETE", `/books/${number}`), 503);

    await runningStage().restart("inventory-api/1");
    expect((await send("DELETE", `/books/${number}`)).status).to.equal(204);
    expect(await refusal(store.stock.get(number))).to.include({ status: 404 });
    expect(await refusal(book.catalog.get(number))).to.include({
      status: 404,
    });
  });

  for (const sold of kinds) {
    const { kind } = sold;
    it(`keeps carts without ${kind}-api`, async () => {
      const { number } = await sell(sold);
      const cartId = newKey();
      const line = { kind, number, quantity: 1 };
      const cart = await store.carts.add(cartId, line);
      await runningStage().kill(`${kind}-api/1`);

      const { status } = await refusal(store.carts.add(cartId, line));

      expect(status).to.equal(503);
      await runningStage().restart(`${kind}-api/1`);
      expect(await store.carts.get(cartId)).to.deep.equal(cart);
      expect((await store.carts.add(cartId, line)).lines).to.have.length(1);
    });
  }

  it("refuses a checkout without inventory-api, then sells", async () => {
    const { number } = await sell(book, { stock: 5 });
    const cartId = await fillCart(number);
    await runningStage().kill("inventory-api/1");

    const { status } = await refusal(store.carts.checkout(cartId));

    expect(status).to.equal(503);
    await runningStage().restart("inventory-api/1");
    await store.carts.checkout(cartId);
    expect((await store.stock.get(number)).onHand).to.equal(4);
  });

  it("works as a whole when all have been restarted", async () => {
    const ids = runningStage()
      .instances()
      .filter(({ service }) => service !== "mongodb")
      .map(({ id }) => id);
    await Promise.all(ids.map((id) => runningStage().restart(id)));

    await until("a book can be bought", buyNewBook, { withinMs: 15_000 });
  });
});
