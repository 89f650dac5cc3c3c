import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { itWithPause, runningStage } from "../hooks.ts";
import {
  expectSettled,
  failure,
  movedFor,
  newOrder,
  payments,
  storedFor,
} from "./payments.ts";
import { startProcessorProxy } from "./processor-proxy.ts";

const processor = "payment-processor/1";
const api = "payment-api/1";

describe("a payment while the processor", () => {
  it("is down: is refused, and charged neither then nor later", async () => {
    const stage = runningStage();
    const order = newOrder();
    await stage.kill(processor);
    const error = await failure(payments.pay(order));
    expect(error.message).to.match(/UNAVAILABLE|does not answer/);
    await stage.restart(processor);

    await expectSettled([order.orderId]);

    expect((await storedFor(order.orderId))?.status).to.equal("CANCELLED");
    expect(await movedFor(order.orderId)).to.equal("");
    expect(await failure(payments.pay(order))).to.match(/was cancelled/);
  }).timeout(60_000);

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

    expect((await storedFor(undone.orderId))?.status).to.equal("CANCELLED");
  }).timeout(60_000);

  it("is slow: is settled afterwards, charged or not", async () => {
    const stage = runningStage();
    const orders = [newOrder(), newOrder()];
    await stage.restart(processor, { DELAY_MS: "2500" });
    try {
      const all = orders.map((order) => failure(payments.pay(order)));
      await Promise.all(all);
    } finally {
      await stage.restart(processor, { DELAY_MS: "" });
    }

    await expectSettled(orders.map(({ orderId }) => orderId));
  }).timeout(60_000);

  it("does not respond about one card: others are charged", async () => {
    const silent = newOrder({ token: "tok_down" });
    const others = [newOrder(), newOrder()];

    const [error, ...paid] = await Promise.all([
      failure(payments.pay(silent)),
      ...others.map((order) => payments.pay(order)),
    ]);

    expect(error.message).to.match(/UNAVAILABLE|does not answer/);
    for (const { status } of paid) expect(status).to.equal("PAID");
    const cancelled = await payments.cancel(silent);
    expect(cancelled.status).to.equal("CANCELLED");
    expect(await movedFor(silent.orderId)).to.equal("");
  }).timeout(60_000);
});

describe("payment-api, killed when the processor has done its request,", () => {
  let proxy: Awaited<ReturnType<typeof startProcessorProxy>>;

  beforeEach(async () => {
    const stage = runningStage();
    proxy = await startProcessorProxy(stage.url("payment-processor"));
    await stage.restart(api, { PAYMENT_PROCESSOR_URL: proxy.url });
  });
  afterEach(async () => {
    await runningStage().restart(api, { PAYMENT_PROCESSOR_URL: "" });
    proxy.close();
  });

  /** Calls, and kills payment-api before it gets the reply. */
  async function killDuring(path: RegExp, call: () => Promise<unknown>) {
    const stage = runningStage();
    const killed = proxy.onNext(path, () => stage.kill(api));
    const refused = failure(call());
    await killed;
    await refused;
    await stage.restart(api);
  }

  it("finds the charge by the next call", async () => {
    const order = newOrder();
    await killDuring(/^\/charges$/, () => payments.pay(order));
    expect((await storedFor(order.orderId))?.status).to.equal("PENDING");

    expect((await payments.pay(order)).status).to.equal("PAID");

    expect(await movedFor(order.orderId)).to.equal("CHARGE");
  }).timeout(60_000);

  it("recovers a charge, a cancellation, a refund and an action", async () => {
    const [paid, undone, refunded] = [newOrder(), newOrder(), newOrder()];
    const action = newOrder({ token: "tok_requires_action" });
    for (const order of [undone, refunded, action]) await payments.pay(order);
    const { orderId } = action;
    const confirmation = { orderId, approved: true };

    await killDuring(/^\/charges$/, () => payments.pay(paid));
    await killDuring(/cancel$/, () => payments.cancel(undone));
    await killDuring(/refund$/, () => payments.refund(refunded));
    await killDuring(/complete$/, () => payments.confirm(confirmation));

    const orders = [paid, undone, refunded, action];
    await expectSettled(orders.map((order) => order.orderId));
    const moved = orders.map((order) => movedFor(order.orderId));
    expect(await Promise.all(moved)).to.deep.equal([
      ...["CHARGE", "CHARGE VOID", "CHARGE REFUND", "CHARGE"],
    ]);
  }).timeout(90_000);
});
