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
  Unauthenticated,
  Unavailable,
} from "#commons/errors.ts";
import { tokenOf } from "#commons/test/test-auth.ts";
import {
  type Payment,
  type PaymentService,
  paymentContract,
} from "#protobuf/payment.ts";
import {
  asService,
  callAs,
  serveTestGrpc,
  stopGrpc,
  testClient,
} from "./test-grpc.ts";

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
  confirm: unused,
  cancel: unused,
  get: async () => payment,
  list: unused,
  refund: unused,
};

const failureOf = (task: Promise<unknown>) =>
  task.then(
    () => expect.fail("did not fail"),
    (error) => error,
  );

describe("a call with gRPC", () => {
  afterEach(stopGrpc);

  async function connect(api: Partial<PaymentService>, settings = {}) {
    const own = { ...fake, ...api };
    const url = await serveTestGrpc(paymentContract, own, settings);
    return { url, payments: testClient(paymentContract, url) };
  }

  it("passes messages on, without loss of digits", async () => {
    const requests: unknown[] = [];
    const { payments } = await connect({
      async pay(request) {
        requests.push(request);
        return payment;
      },
    });
    const { customerReference, amountMinor } = payment;
    const request = {
      orderId: "1",
      customerReference,
      amountMinor,
      currency: "eur",
      token: "t",
    };

    expect(await payments.pay(request)).to.deep.equal(payment);
    expect(requests).to.deep.equal([request]);
  });

  for (const [thrown, received] of [
    [new Invalid("no"), Invalid],
    [new NotFound("no"), NotFound],
    [new FailedPrecondition("no"), FailedPrecondition],
    [new Conflict("no"), Conflict],
    [new Outdated("no"), Outdated],
  ] as const) {
    it(`fails as its callee does: ${received.name}`, async () => {
      const { payments } = await connect({
        async get() {
          throw thrown;
        },
      });

      const error = await failureOf(payments.get(order));

      expect(error.constructor).to.equal(received);
      expect(error.message).to.equal("no");
    });
  }
});
