import { expect } from "chai";
import { describe, it } from "mocha";
import { createPaymentClient } from "../src/payment-client.ts";

describe("the client of payment-api", () => {
  const requests: unknown[] = [];
  const record = (name: string) => async (request: object) => {
    requests.push([name, request]);
    return {} as never;
  };
  const payments = createPaymentClient({
    pay: record("pay"),
    complete: record("complete"),
    get: record("get"),
    cancel: record("cancel"),
    refund: record("refund"),
  });

  it("pays in cents of euros, for the customer of the cart", async () => {
    const orderId = "o-1";
    const token = "tok_visa";
    await payments.pay({ orderId, cartId: "ann", totalCents: 1_250, token });
    await payments.complete(orderId, false);
    await payments.find(orderId);
    await payments.cancel(orderId);
    await payments.refund(orderId);

    const paid = {
      ...{ orderId, customerReference: "ann", token },
      ...{ amountMinor: 1_250n, currency: "eur" },
    };
    expect(requests).to.deep.equal([
      ["pay", paid],
      ["complete", { orderId, approved: false }],
      ["get", { orderId }],
      ["cancel", { orderId }],
      ["refund", { orderId }],
    ]);
  });
});
