// @from-99 @large

import { describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { runningStage } from "../hooks.ts";
import { fewAtOnce } from "../samples.ts";
import { expectSettled, newOrder, payments } from "./payments.ts";

const count = process.env.TEST_ALL ? 300 : 40;
const victims = ["payment-processor/1", "payment-api/1"];
const tokens = ["tok_visa", "tok_declined", "tok_requires_action"];

type Order = ReturnType<typeof newOrder>;

/** What shops do with an order; each call can fail. */
async function shop(order: Order, index: number) {
  const { orderId } = order;
  const calls = [
    () => payments.pay(order),
    () => payments.pay(order),
    () => payments.complete({ orderId, approved: index % 2 === 0 }),
    ...(index % 3 === 0 ? [() => payments.cancel({ orderId })] : []),
    ...(index % 4 === 0 ? [() => payments.refund({ orderId })] : []),
  ];
  for (const call of calls) await call().catch(() => {});
}

describe(`${count} orders while both processes are killed`, () => {
  it("are charged once at most, and the ledger agrees", async () => {
    const stage = runningStage();
    const orders = Array.from({ length: count }, (_, index) =>
      newOrder({ token: tokens[index % tokens.length] }),
    );
    let done = 0;
    const all = fewAtOnce([...orders.entries()], async ([index, order]) => {
      await shop(order, index);
      done++;
    });
    for (const [index, victim] of victims.entries()) {
      const due = ((index + 1) * count) / (victims.length + 1);
      await until(`${due} orders are done`, () => done >= due, {
        withinMs: 60_000,
      });
      await stage.kill(victim);
      await stage.restart(victim);
    }
    await all;

    await expectSettled(orders.map(({ orderId }) => orderId));
  }).timeout(180_000);
});
