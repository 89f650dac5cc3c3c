// @long

import { expect } from "chai";
import { before, describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { itWithPause, runningStage } from "../hooks.ts";
import { book, sell } from "../kinds.ts";
import { expectProblem } from "../problems.ts";
import { store } from "../store.ts";
import {
  type CheckoutRun,
  expectWholeShop,
  findFilledCarts,
  runCheckouts,
  untilStockAddsUp,
} from "./checkout-run.ts";
import { fillCart, timed } from "./shop.ts";

describe("a run of checkouts", () => {
  const runs: Record<string, CheckoutRun> = {};

  function runOf(killed: string): CheckoutRun {
    const run = runs[killed];
    if (!run) throw new Error(`${killed} was not killed.`);
    return run;
  }

  // One after the other, so that both recover at the same time.
  before(async () => {
    for (const service of ["inventory-api", "shoppingcart-api"]) {
      runs[service] = await runWithout(service);
    }
  });

  for (const killed of ["inventory-api", "shoppingcart-api"]) {
    it(`adds up after ${killed} was killed during it`, async () => {
      await untilStockAddsUp(runOf(killed));
    });
  }

  it("takes nothing out of a cart without making an order", async () => {
    const { carts, orders } = runOf("inventory-api");
    const failed = carts.filter((cartId) => !orders.has(cartId));

    expect(failed).to.have.length.within(1, carts.length - 20);

    expect(await findFilledCarts(carts)).to.have.members(failed);
  });

  for (const killed of ["inventory-api", "shoppingcart-api"]) {
    it(`can be completed after ${killed} has restarted`, async () => {
      await expectWholeShop(runOf(killed));
    });
  }
});

async function runWithout(service: string): Promise<CheckoutRun> {
  const id = `${service}/1`;
  const run = await runCheckouts({
    buyers: 60,
    breakAfter: 20,
    breaking: () => runningStage().kill(id),
  });
  await runningStage().restart(id);
  expect(run.orders.size).to.be.within(20, 59);
  return run;
}

describe("a checkout while inventory-api hangs", () => {
  itWithPause("answers 503 within seconds, and changes nothing", async () => {
    const { number } = await sell(book, { stock: 5 });
    const cartId = await fillCart(number);
    const cart = await store.carts.get(cartId);

    await runningStage().pause("inventory-api/1");
    const { response, ms } = await timed("POST", `/carts/${cartId}/checkout`);

    await expectProblem(response, 503);
    expect(ms).to.be.below(6_000);
    expect(await store.carts.get(cartId)).to.deep.equal(cart);

    await runningStage().resume("inventory-api/1");
    await until(
      "the stock is as it was",
      async () => (await store.stock.get(number)).onHand === 5,
      { withinMs: 20_000 },
    );
    await store.carts.checkout(cartId);
    expect((await store.stock.get(number)).onHand).to.equal(4);
  });
});
