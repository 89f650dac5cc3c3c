import type { RequestListener } from "node:http";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { withDeadline } from "#commons/deadline.ts";
import { FailedPrecondition, Invalid, Unavailable } from "#commons/errors.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { createCharges } from "../../payment-processor/src/charges.ts";
import { open } from "../src/payment-states.ts";
import { createProcessorClient } from "../src/processor-client.ts";

const paymentWith = (token: string, orderId = "order-1") => {
  const order = { orderId, customerReference: "alice", token };
  return open({ ...order, amountMinor: 1_250, currency: "eur" }, new Date());
};

async function failure(promise: Promise<unknown>) {
  return promise.then(
    () => expect.fail("did not throw"),
    (error) => error,
  );
}

const log = createLog("test", "silent");

describe("the client of the payment processor", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;

  beforeEach(() => {
    testDatabase = openTestDatabase();
  });
  afterEach(async () => {
    closeServers();
    await testDatabase.close();
  });

  const clientOf = (url: string) => createProcessorClient(url, log);

  async function create() {
    const publicUrl = "http://processor.example";
    const routes = createCharges(testDatabase.database, {
      publicUrl,
      shopUrl: publicUrl,
    });
    return clientOf(await serve(createApp({ log, routes })));
  }

  it("charges, cancels, refunds, completes and finds", async () => {
    const processor = await create();
    const paid = { status: "PAID", last4: "4242" };

    const visa = paymentWith("tok_visa");
    expect(await processor.charge(visa)).to.deep.equal(paid);
    expect(await processor.find("order-1")).to.deep.equal(paid);
    expect(await processor.find("order-2")).to.equal(undefined);
    expect(await processor.refund("order-1")).to.include({
      status: "REFUNDED",
    });
    const action = paymentWith("tok_requires_action", "order-3");
    expect(await processor.charge(action)).to.deep.equal({
      ...{ status: "REQUIRES_ACTION", last4: "3155" },
      actionUrl: "http://processor.example/actions/order-3",
    });
    expect(await processor.complete("order-3", false)).to.deep.equal({
      ...{ status: "DECLINED", last4: "3155" },
      reason: "The charge was not confirmed.",
    });
    expect(await processor.cancel("order-4")).to.include({
      status: "CANCELLED",
    });
  });

  it("names the field of an unknown token, and not the token", async () => {
    const error = await failure(
      (await create()).charge(paymentWith("tok_other")),
    );

    expect(error).to.be.instanceOf(Invalid);
    expect(error.members.errors[0].field).to.equal("token");
    expect(JSON.stringify([error.message, error.members])).not.to.include(
      "tok_other",
    );
  });

  it("refuses to refund what was not charged", async () => {
    const processor = await create();
    await processor.charge(paymentWith("tok_declined"));

    for (const orderId of ["order-1", "order-2"]) {
      expect(await failure(processor.refund(orderId))).to.be.instanceOf(
        FailedPrecondition,
      );
    }
  });

  it("takes 404 for a charge as no answer of a processor", async () => {
    const processor = clientOf(
      await serve((_req, res) => res.writeHead(404).end()),
    );

    const error = await failure(processor.charge(paymentWith("tok_visa")));

    expect(error).to.be.instanceOf(Unavailable);
    expect(error.message).to.equal("The payment processor answered 404.");
  });

  const charging = async (listener: RequestListener) => {
    const processor = clientOf(await serve(listener));
    return failure(processor.charge(paymentWith("tok_visa")));
  };

  it("is Unavailable where a repetition helps", async () => {
    for (const status of [500, 503, 408, 429, 401, 403]) {
      const error = await charging((_req, res) => {
        res.writeHead(status).end("{}");
      });
      expect(error, `${status}`).to.be.instanceOf(Unavailable);
    }
    const strange = await charging((_req, res) => {
      res.end(JSON.stringify({ status: "toString" }));
    });
    expect(strange).to.be.instanceOf(Unavailable);
    const broken = await charging(({ socket }) => socket.destroy());
    expect(broken).to.be.instanceOf(Unavailable);
    const noJson = await charging((_req, res) => res.end("<html>"));
    expect(noJson).to.be.instanceOf(Unavailable);
    const closed = clientOf("http://127.0.0.1:1");
    expect(await failure(closed.cancel("order-1"))).to.be.instanceOf(
      Unavailable,
    );
  });

  it("waits no longer than the client of its caller", async () => {
    let calls = 0;
    const startedAt = performance.now();
    const error = await withDeadline(startedAt + 300.5, () =>
      charging(() => void calls++),
    );

    expect(error).to.be.instanceOf(Unavailable);
    expect(calls).to.equal(1);
    expect(performance.now() - startedAt).to.be.below(1_500);
  });

  it("does not call for a while after five calls in a row have failed", async () => {
    let calls = 0;
    const processor = clientOf(
      await serve((_req, res) => {
        calls++;
        res.writeHead(calls === 3 ? 404 : 500).end();
      }),
    );
    const find = () => processor.find("order-1").catch((error) => error);

    for (let i = 0; i < 8; i++) await find();
    expect(calls).to.equal(8);
    const error = await find();

    expect(error).to.be.instanceOf(Unavailable);
    expect(error.message).to.match(/is not answering: call not sent/);
    expect(calls).to.equal(8);
  });

  it("keeps four digits of a card, whatever the processor sends", async () => {
    const charge = { status: "SUCCEEDED", last4: "4242424242424242" };
    const url = await serve((_req, res) => res.end(JSON.stringify(charge)));

    const processor = clientOf(url);

    expect(await processor.find("order-1")).to.deep.equal({
      ...{ status: "PAID", last4: "4242" },
    });
  });
});
