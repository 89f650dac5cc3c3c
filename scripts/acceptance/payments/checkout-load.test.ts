// @from-99 @large

import { expect } from "chai";
import { describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { runningStage } from "../hooks.ts";
import { fewAtOnce, unique } from "../samples.ts";
import { checkOut, openSale } from "./buyer.ts";
import { expectWholeOrders } from "./whole-orders.ts";

const count = process.env.TEST_ALL ? 1_000 : 40;
const victims = [
  "shoppingcart-api/1",
  "payment-api/1",
  "customer-api/1",
  "payment-processor/1",
];

/** Every tenth card is declined. */
const tokenOf = (index: number) => (index % 10 ? "tok_visa" : "tok_declined");

/** Repeats a checkout with its key until it has an outcome; its status. */
function buyAtLast(cartId: string, token: string) {
  const key = unique();
  return until(
    "the checkout has an outcome",
    async () => {
      const { status } = await checkOut(cartId, token, key);
      expect(status).to.be.oneOf([201, 402]);
      return status;
    },
    { withinMs: 90_000, everyMs: 100 },
  );
}

describe(`${count} checkouts while each process is killed`, () => {
  it("are paid once and confirmed, or declined and not charged", async () => {
    const stage = runningStage();
    const sale = await openSale(count, 2 * count);
    const ends = new Map<string, number>();
    const all = fewAtOnce(
      [...sale.cartIds.entries()],
      async ([index, cartId]) => {
        ends.set(cartId, await buyAtLast(cartId, tokenOf(index)));
      },
    );
    for (const [index, victim] of victims.entries()) {
      const due = ((index + 1) * count) / (victims.length + 1);
      await until(`${due} customers are served`, () => ends.size >= due, {
        withinMs: 120_000,
      });
      await stage.kill(victim);
      await stage.restart(victim);
    }
    await all;

    const confirmed = await expectWholeOrders(sale);

    const buyers = [...ends].filter(([, status]) => status === 201);
    const ordered = confirmed.map(({ cartId }) => cartId);
    expect(ordered).to.have.members(buyers.map(([cartId]) => cartId));
    expect(buyers).to.have.length(0.9 * count);
  }).timeout(600_000);
});
