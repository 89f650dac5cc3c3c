import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import {
  Conflict,
  FailedPrecondition,
  Invalid,
  NotFound,
  Unavailable,
} from "#commons/errors.ts";
import {
  serveTestGrpc,
  stopGrpc,
  testClient,
} from "#commons/grpc/test/test-grpc.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { customerContract } from "#protobuf/customer.ts";
import { type PaymentService, paymentContract } from "#protobuf/payment.ts";
import { createCharges } from "../../payment-processor/src/charges.ts";
import { createPayments } from "../src/payments.ts";

const publicUrl = "http://processor.example";
const log = createLog("test", "silent");

describe("payment-api over gRPC", () => {
  let databases: ReturnType<typeof openTestDatabase>[];
  let lines: string[];
  let payments: PaymentService;
  let customersAreDown: boolean;

  /** customer-api, as a test needs it. */
  const customers = {
    async getByReference({ reference }: { reference: string }) {
      if (customersAreDown) throw new Unavailable("no database");
      if (reference === "alice") return { reference, name: "", email: "" };
      throw new NotFound("There is no such customer.");
    },
  };

  function openDatabase() {
    const opened = openTestDatabase();
    databases.push(opened);
    return opened;
  }

  beforeEach(async () => {
    databases = [];
    lines = [];
    customersAreDown = false;
    const { database: own } = openDatabase();
    const routes = createCharges(openDatabase().database, {
      publicUrl,
      shopUrl: publicUrl,
    });
    const customerUrl = await serveTestGrpc(
      customerContract,
      customers as never,
    );
    const { api, prepare } = createPayments(
      own,
      testClient(customerContract, customerUrl),
      await serve(createApp({ log, routes })),
      log,
    );
    await prepare();
    const url = await serveTestGrpc(paymentContract, api, { lines });
    payments = testClient(paymentContract, url);
  });
  afterEach(async () => {
    await stopGrpc();
    closeServers();
    await Promise.all(databases.map(({ close }) => close()));
  });

  const order = {
    orderId: "order-1",
    customerReference: "alice",
    amountMinor: 99_999_999n,
    currency: "gbp",
    token: "tok_visa",
  };
  const { orderId } = order;

  async function failure(promise: Promise<unknown>) {
    return promise.then(
      () => expect.fail("did not throw"),
      (error) => error,
    );
  }

  it("pays, gets, lists and refunds", async () => {
    const paid = {
      ...{ orderId, customerReference: "alice", status: "PAID" },
      ...{ amountMinor: 99_999_999n, currency: "gbp", last4: "4242" },
      ...{ reason: "", actionUrl: "" },
    };
    const query = { customerReference: "alice", limit: 0, after: "" };

    expect(await payments.pay(order)).to.deep.equal(paid);
    expect(await payments.pay(order)).to.deep.equal(paid);
    expect(await payments.get({ orderId })).to.deep.equal(paid);
    expect(await payments.list(query)).to.deep.equal({
      ...{ items: [paid], next: "" },
    });
    expect(await payments.refund({ orderId })).to.deep.equal({
      ...{ ...paid, status: "REFUNDED" },
    });
  });

  it("lists page by page", async () => {
    for (const id of ["a", "b", "c"]) {
      await payments.pay({ ...order, orderId: id });
    }
    const query = { customerReference: "alice", limit: 2 };

    const first = await payments.list({ ...query, after: "" });
    const second = await payments.list({ ...query, after: first.next });

    const ids = [...first.items, ...second.items].map((it) => it.orderId);
    expect(ids).to.deep.equal(["c", "b", "a"]);
    expect(second.next).to.equal("");
  }).retries(2); // On a busy machine, one of the calls can take its limit of 2 s.

  it("has the reason of a declined card", async () => {
    const declined = await payments.pay({ ...order, token: "tok_declined" });

    expect(declined).to.include({ status: "DECLINED", last4: "0002" });
    expect(declined.reason).to.equal("The card was declined.");
  });

  it("has the URL of a required action, until it is completed", async () => {
    const token = "tok_requires_action";
    const open = await payments.pay({ ...order, token });
    const url = `${publicUrl}/actions/${orderId}`;
    expect(open).to.include({ status: "REQUIRES_ACTION", actionUrl: url });

    const done = await payments.complete({ orderId, approved: true });

    expect(done).to.include({ status: "PAID", actionUrl: "" });
  });

  it("cancels what was never paid, which then cannot be", async () => {
    expect(await payments.cancel({ orderId })).to.include({
      ...{ status: "CANCELLED", amountMinor: 0n },
    });

    expect(await failure(payments.pay(order))).to.be.instanceOf(
      FailedPrecondition,
    );
  });

  it("answers with the codes of its contract", async () => {
    const { get, refund, complete } = payments;
    for (const call of [
      get({ orderId }),
      refund({ orderId }),
      complete({ orderId, approved: true }),
    ]) {
      expect(await failure(call)).to.be.instanceOf(NotFound);
    }
    const unknown = { ...order, customerReference: "eve" };
    expect(await failure(payments.pay(unknown))).to.be.instanceOf(
      FailedPrecondition,
    );
    customersAreDown = true;
    expect(await failure(payments.pay(order))).to.be.instanceOf(Unavailable);
    customersAreDown = false;
    expect(await failure(get({ orderId }))).to.be.instanceOf(NotFound);

    await payments.pay(order);
    const other = await failure(payments.pay({ ...order, amountMinor: 1n }));
    expect(other).to.be.instanceOf(Conflict);
    expect(other).not.to.be.instanceOf(FailedPrecondition);
  });

  const card = "4242424242424242";
  const wrong: Record<string, unknown[]> = {
    order_id: ["", card, "a b"],
    customer_reference: ["", card],
    amount_minor: [0n, -1n, 100_000_000n, 2n ** 53n + 1n, 2n ** 63n - 1n],
    currency: ["", "chf", "EUR", card],
    token: ["", "tok_unknown", card, `tok_${card}`, "4242 4242 4242 4242"],
  };

  const toName = (field: string) =>
    field.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

  for (const [field, values] of Object.entries(wrong)) {
    it(`names a wrong ${field}, and stores and logs nothing of it`, async () => {
      for (const value of values) {
        const request = { ...order, [toName(field)]: value };
        const error = await failure(payments.pay(request));

        expect(error, `${value}`).to.be.instanceOf(Invalid);
        const errors = error.members.errors as { field: string }[];
        expect(errors.map((it) => it.field)).to.deep.equal([field]);
        expect(error.message).to.equal(`Not acceptable: ${field}.`);
        expect(JSON.stringify([error.message, errors])).not.to.include(card);
      }
      expect(await failure(payments.get({ orderId }))).to.be.instanceOf(
        NotFound,
      );
      expect(lines.join()).to.include("INVALID_ARGUMENT");
      expect(lines.join()).not.to.match(/4242/);
    });
  }

  it("refuses other requests with wrong fields", async () => {
    const query = { customerReference: "alice", limit: 0, after: "" };
    for (const call of [
      payments.get({ orderId: "" }),
      payments.cancel({ orderId: card }),
      payments.refund({ orderId: "a/b" }),
      payments.complete({ orderId: "", approved: true }),
      payments.list({ ...query, customerReference: "" }),
      payments.list({ ...query, limit: 101 }),
      payments.list({ ...query, limit: -1 }),
      payments.list({ ...query, after: "?" }),
    ]) {
      expect(await failure(call)).to.be.instanceOf(Invalid);
    }
  });
});
