// @from-99

import { expect } from "chai";
import { describe, it } from "mocha";
import { runningStage } from "../hooks.ts";
import {
  failure,
  movedFor,
  newOrder,
  payAtLast,
  payments,
  storedFor,
} from "./payments.ts";

const charged = 8;

describe("payment-api", () => {
  it("charges an order once, however often it is asked", async () => {
    const order = newOrder({ amountMinor: 99_999_999n });

    const all = await Promise.all(
      Array.from({ length: charged }, () => payAtLast(order)),
    );

    for (const paid of all) {
      expect(paid).to.include({ status: "PAID", amountMinor: 99_999_999n });
    }
    expect(await movedFor(order.orderId)).to.equal("CHARGE");
  });

  it("declines, asks for an action, cancels and refunds", async () => {
    const declined = newOrder({ token: "tok_declined" });
    const action = newOrder({ token: "tok_requires_action" });
    const paid = newOrder();
    const cancelled = newOrder();

    expect((await payAtLast(declined)).status).to.equal("DECLINED");
    const { actionUrl } = await payAtLast(action);
    await payAtLast(paid);
    await payAtLast(cancelled);

    expect(await (await fetch(actionUrl)).text()).to.include("12.50 EUR");
    const { orderId } = action;
    const done = await payments.complete({ orderId, approved: true });
    expect(done.status).to.equal("PAID");
    await payments.refund({ orderId: paid.orderId });
    await payments.cancel({ orderId: cancelled.orderId });
    const moved = [declined, action, paid, cancelled].map((order) =>
      movedFor(order.orderId),
    );
    expect(await Promise.all(moved)).to.deep.equal([
      ...["", "CHARGE", "CHARGE REFUND", "CHARGE VOID"],
    ]);
  });

  it("asks customer-api first: an unknown customer leaves no trace", async () => {
    const order = newOrder({ customerReference: "stranger" });

    const error = await failure(payments.pay(order));

    expect(error.message).to.equal("There is no such customer.");
    expect(await storedFor(order.orderId)).to.equal(undefined);
    expect(await movedFor(order.orderId)).to.equal("");
  });

  it("charges nothing while customer-api is down, and recovers", async () => {
    const stage = runningStage();
    const order = newOrder();
    await stage.kill("customer-api/1");
    try {
      await failure(payments.pay(order));

      expect(await storedFor(order.orderId)).to.equal(undefined);
      expect(await movedFor(order.orderId)).to.equal("");
    } finally {
      await stage.restart("customer-api/1");
    }
    expect((await payAtLast(order)).status).to.equal("PAID");
    expect(await movedFor(order.orderId)).to.equal("CHARGE");
  });
});
