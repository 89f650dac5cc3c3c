// @from-99 @long

import { expect } from "chai";
import { describe, it } from "mocha";
import { itInFull } from "../../testing/it-where.ts";
import { until } from "../../testing/until.ts";
import { itWithPause, restartWith, runningStage } from "../hooks.ts";
import {
  expectSettled,
  failure,
  movedFor,
  newOrder,
  payAtLast,
  payments,
  storedFor,
} from "./payments.ts";
import { startProcessorProxy } from "./processor-proxy.ts";

const processor = "payment-processor/1";
const api = "payment-api/1";
const noReply = /UNAVAILABLE|does not answer/;

const statusOf = async ({ orderId }: { orderId: string }) =>
  (await storedFor(orderId))?.status;

describe("a payment while the processor", () => {
  itInFull(
    "is down, and then slow: is refused, and settled afterwards",
    async () => {
      const stage = runningStage();
      const [refused, late] = [newOrder(), newOrder()];
      await stage.kill(processor);
      expect((await failure(payments.pay(refused))).message).to.match(noReply);
      await restartWith(processor, { DELAY_MS: "2500" });
      expect((await failure(payments.pay(late))).message).to.match(noReply);
      // An orderly stop: it charges the card, whose caller has given up.
      await stage.restart(processor, { DELAY_MS: "" });

      await expectSettled([refused.orderId, late.orderId]);

      expect(await statusOf(refused)).to.equal("CANCELLED");
      expect(await movedFor(refused.orderId)).to.equal("");
      const again = await failure(payments.pay(refused));
      expect(again.message).to.match(/was cancelled/);
    },
  );

  itWithPause("hangs: is settled afterwards, charged or not", async () => {
    const stage = runningStage();
    const [waiting, undone] = [newOrder(), newOrder()];
    await stage.pause(processor);
    try {
      await Promise.all([
        failure(payments.pay(waiting)),
        failure(payments.pay(undone)),
      ]);
      await failure(payments.cancel(undone));
    } finally {
      await stage.resume(processor);
    }

    await expectSettled([waiting.orderId, undone.orderId]);

    expect(await statusOf(undone)).to.equal("CANCELLED");
  });

  it("does not respond about one card: others are charged", async () => {
    const silent = newOrder({ token: "tok_down" });
    const others = [newOrder(), newOrder()];

    const [error, ...paid] = await Promise.all([
      failure(payments.pay(silent)),
      ...others.map(payAtLast),
    ]);

    expect(error.message).to.match(noReply);
    for (const { status } of paid) expect(status).to.equal("PAID");
    const cancelled = await payments.cancel(silent);
    expect(cancelled.status).to.equal("CANCELLED");
    expect(await movedFor(silent.orderId)).to.equal("");
  });
});

describe("payment-api, killed before it gets the processor's replies,", () => {
  it("completes all that the processor has done", async () => {
    const stage = runningStage();
    const [paid, repeated, undone, refunded] = [1, 2, 3, 4].map(() =>
      newOrder(),
    ) as [Order, Order, Order, Order];
    const action = newOrder({ token: "tok_requires_action" });
    const proxy = await startProcessorProxy(stage.url("payment-processor"));
    await restartWith(api, { PAYMENT_PROCESSOR_URL: proxy.url });
    for (const order of [undone, refunded, action]) await payAtLast(order);
    proxy.hold();

    const calls = [
      payments.pay(paid),
      payments.pay(repeated),
      payments.cancel(undone),
      payments.refund(refunded),
      payments.complete({ ...action, approved: true }),
    ];
    const ends = Promise.all(calls.map(failure));
    await until("five replies are lost", () => proxy.held.length >= 5);
    await stage.kill(api);
    await ends;
    proxy.close();
    await restartWith(api, { PAYMENT_PROCESSOR_URL: "" });

    expect((await payAtLast(repeated)).status).to.equal("PAID");
    const orders = [paid, repeated, undone, refunded, action];
    await expectSettled(orders.map(({ orderId }) => orderId));
    const moved = orders.map(({ orderId }) => movedFor(orderId));
    expect(await Promise.all(moved)).to.deep.equal([
      ...["CHARGE", "CHARGE", "CHARGE VOID", "CHARGE REFUND", "CHARGE"],
    ]);
  });
});

type Order = ReturnType<typeof newOrder>;
