import { status } from "@grpc/grpc-js";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { requestDeadline } from "#commons/deadline.ts";
import {
  Conflict,
  FailedPrecondition,
  Forbidden,
  Invalid,
  NotFound,
  Outdated,
  Unavailable,
} from "#commons/errors.ts";
import { register } from "#commons/metrics.ts";
import { currentUser } from "#commons/user-context.ts";
import {
  type Payment,
  type PaymentService,
  paymentContract,
} from "#protobuf/payment.ts";
import { toStatus } from "../status.ts";
import { sendRaw, serveTestGrpc, stopGrpc, testClient } from "./test-grpc.ts";

const payment: Payment = {
  orderId: "1",
  customerReference: "alice",
  status: "PAID",
  amountMinor: 9_007_199_254_740_993n,
  currency: "eur",
  last4: "4242",
  reason: "",
  actionUrl: "",
};
const order = { orderId: "1" };

const unused = async () => expect.fail("not called");
const fake: PaymentService = {
  pay: unused,
  complete: unused,
  cancel: unused,
  get: async () => payment,
  list: unused,
  refund: unused,
};

function serve(api: Partial<PaymentService>, settings = {}) {
  return serveTestGrpc(paymentContract, { ...fake, ...api }, settings);
}

async function connect(api: Partial<PaymentService>, settings = {}) {
  return testClient(paymentContract, await serve(api, settings));
}

const throwing = (error: Error) => ({
  async get() {
    throw error;
  },
});

const hanging = { get: () => new Promise<Payment>(() => {}) };

const failureOf = (task: Promise<unknown>) =>
  task.then(
    () => expect.fail("did not fail"),
    (error) => error,
  );

describe("a call with gRPC", () => {
  afterEach(stopGrpc);

  it("passes messages on, and loses no digit", async () => {
    const requests: unknown[] = [];
    const payments = await connect({
      async pay(request) {
        requests.push(request);
        return payment;
      },
    });
    const { orderId, customerReference, amountMinor, currency } = payment;
    const token = "tok_visa";
    const request = { orderId, customerReference, amountMinor, currency };

    expect(await payments.pay({ ...request, token })).to.deep.equal(payment);
    expect(requests).to.deep.equal([{ ...request, token }]);
  });

  for (const [thrown, received] of [
    [new Invalid("no"), Invalid],
    [new NotFound("no"), NotFound],
    [new FailedPrecondition("no"), FailedPrecondition],
    [new Conflict("no"), Conflict],
    [new Outdated("no"), Outdated],
  ] as const) {
    it(`fails as its callee does: ${received.name}`, async () => {
      const payments = await connect(throwing(thrown));

      const error = await failureOf(payments.get(order));

      expect(error.constructor).to.equal(received);
      expect(error.message).to.equal("no");
    });
  }

  it("has the bad fields, with the names of the contract", async () => {
    const message = "ist zu lang – 200";
    const errors = [{ field: "orderId", message }];
    const refusal = new Invalid("Wrong: orderId.", { members: { errors } });

    const payments = await connect(throwing(refusal));

    const error = await failureOf(payments.get(order));
    expect(error.message).to.equal("Wrong: order_id.");
    expect(error.members).to.deep.equal({
      errors: [{ field: "order_id", message }],
    });
  });

  it("fails with Unavailable for all other errors, and hides them", async () => {
    for (const [thrown, code] of [
      [new Unavailable("no"), "UNAVAILABLE"],
      [new Error("secret"), "INTERNAL"],
    ] as const) {
      const url = await serve(throwing(thrown));

      const error = await failureOf(
        testClient(paymentContract, url).get(order),
      );

      expect(error).to.be.instanceOf(Unavailable);
      expect(error.message).to.equal(`${url} answered ${code}.`);
    }
  });

  it("sends no caller the message of an unexpected error", () => {
    const { code, details } = toStatus(new Error("secret"));

    expect([code, details]).to.deep.equal([status.INTERNAL, "Internal error."]);
  });

  it("does not pass the refusal of its token on to its own caller", async () => {
    const payments = await connect(throwing(new Forbidden("no")));

    const error = await failureOf(payments.get(order));

    expect(error.constructor).to.equal(Error);
  });

  it("gives up in time, and its callee, too", async () => {
    const lines: string[] = [];
    let left = 0;
    const url = await serve(
      {
        get() {
          left = requestDeadline() - performance.now();
          return hanging.get();
        },
      },
      { lines },
    );
    const options = { timeoutMs: 2_000 };
    const payments = testClient(paymentContract, url, undefined, options);
    const startedAt = performance.now();

    const error = await failureOf(payments.get(order));

    expect(error).to.include({ failure: "timed out" });
    expect(performance.now() - startedAt).to.be.within(990, 1_900);
    expect(left).to.be.within(50, 990);
    while (lines.length === 0) await new Promise(setImmediate);
    const line =
      /^Get \/payment.PaymentService (DEADLINE_EXCEEDED|CANCELLED) \d+/;
    expect(lines[0]).to.match(line);
  });

  it("fails with Unavailable if nothing listens", async () => {
    const payments = testClient(paymentContract, "http://127.0.0.1:1");

    expect(await failureOf(payments.get(order))).to.include({
      failure: "refused",
    });
  });

  it("runs on behalf of the user of its caller, and is logged", async () => {
    const lines: string[] = [];
    const users: unknown[] = [];
    const payments = await connect(
      {
        async get() {
          users.push(currentUser());
          return payment;
        },
      },
      { lines },
    );

    await payments.get(order);

    expect(users).to.deep.equal(["bob"]);
    expect(lines[0]).to.match(/^Get \/payment.PaymentService OK \d+ ms$/);
  });

  it("is measured as a request, and as a call", async () => {
    const payments = await connect(throwing(new NotFound("no")));

    await failureOf(payments.get(order));

    const text = await register.metrics();
    const route = 'method="Get",route="/payment.PaymentService",status="404"';
    expect(text).to.include(`http_server_requests_seconds_count{${route}}`);
    expect(text).to.match(
      /http_client_requests_seconds_count\{.*method="Get",outcome="404"\}/,
    );
  });
});

describe("a server of gRPC", () => {
  afterEach(stopGrpc);

  it("requires the token of a service", async () => {
    const url = await serve({});

    for (const [as, code] of [
      ["none", "UNAUTHENTICATED"],
      ["malformed", "UNAUTHENTICATED"],
      ["expired", "UNAUTHENTICATED"],
      ["customer", "PERMISSION_DENIED"],
      ["service", "OK"],
    ] as const) {
      expect((await sendRaw(url, { as })).code, as).to.equal(code);
    }
  });

  it("refuses a call without a deadline, and says so", async () => {
    const { code, details } = await sendRaw(await serve({}), { timeout: "" });

    expect(code).to.equal("INVALID_ARGUMENT");
    expect(details).to.match(/^The call has no deadline/);
  });

  it("refuses bytes that are no message", async () => {
    const bytes = Buffer.from("0aff", "hex");

    const { code, details } = await sendRaw(await serve({}), { bytes });

    expect(code).to.equal("INVALID_ARGUMENT");
    expect(details).to.include("/payment.PaymentService/Get");
  });

  it("refuses messages over 100 kB", async () => {
    const bytes = Buffer.alloc(100_001);

    const { code } = await sendRaw(await serve({}), { bytes });

    expect(code).to.equal("RESOURCE_EXHAUSTED");
  });

  it("ends a call at its deadline", async () => {
    const lines: string[] = [];
    const url = await serve(hanging, { lines });

    const { code } = await sendRaw(url, { timeout: "50m" });

    expect(code).to.equal("DEADLINE_EXCEEDED");
    expect(lines[0]).to.match(/DEADLINE_EXCEEDED \d+ ms$/);
  });

  it("does not know other methods", async () => {
    const path = "/payment.PaymentService/Steal";

    const { code } = await sendRaw(await serve({}), { path });

    expect(code).to.equal("UNIMPLEMENTED");
  });

  it("refuses calls until it is prepared", async () => {
    const url = await serve({}, { isReady: false });

    expect((await sendRaw(url)).code).to.equal("UNAVAILABLE");
  });

  it("finishes its calls before it stops", async () => {
    let reply = (_: Payment) => {};
    const replied = new Promise<Payment>((resolve) => {
      reply = resolve;
    });
    let calls = 0;
    let begin = () => {};
    const called = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const payments = await connect({
      async list() {
        begin();
        calls++;
        return { items: [await replied], next: "" };
      },
    });
    const page = { customerReference: "alice", limit: 0, after: "" };
    const listed = payments.list(page);
    await called;

    const stopped = stopGrpc();
    // A server that aborts its calls has done so by now.
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    reply(payment);

    expect(await listed).to.deep.equal({ items: [payment], next: "" });
    await stopped;
    expect(calls).to.equal(1);
  });
});
