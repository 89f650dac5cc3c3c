import { expect } from "chai";
import { describe, it } from "mocha";
import { StoreError } from "../../store-client.ts";
import { endOfPayment, refusalOf } from "../page/cart/refusal.ts";

const refusal = (status: number, members = {}) =>
  refusalOf(new StoreError({ title: "No", status, ...members }));

describe("a refused checkout", () => {
  it("tells why a card was declined, and that another one can pay", () => {
    const { text, isOutage } = refusal(402, { reason: "It has expired." });

    expect(text).to.match(/^It has expired\. Nothing was ordered/);
    expect(text).to.include("choose another card");
    expect(isOutage).to.equal(false);
  });

  it("says that nothing is paid only if the store has undone it", () => {
    const outages = [
      refusal(503, { detail: "grpc://payment-api does not answer." }),
      refusal(503, { detail: "http://shoppingcart-api does not answer." }),
      refusal(503, { detail: "The database does not answer." }),
      refusal(500),
      refusal(0),
    ];

    expect(outages.map(({ isOutage }) => isOutage)).to.deep.equal([
      ...[true, true, true, true, true],
    ]);
    const isSaid = outages.map(({ text }) => text.includes("You do not pay"));
    expect(isSaid).to.deep.equal([true, false, false, false, false]);
    for (const { text } of outages.slice(1)) {
      expect(text).to.include("look at your orders");
    }
  });

  it("says how the customer's answer has ended a payment", () => {
    const endOf = (status: number, members = {}) =>
      endOfPayment(new StoreError({ title: "No", status, ...members }));

    expect(endOf(503)).to.match(/^The payment was cancelled\. .* cart is kept/);
    expect(endOf(402, { reason: "You rejected it." })).to.match(/^You rej/);
    expect(endOf(404)).to.equal(undefined);
    expect(
      endOf(503, { detail: "http://shoppingcart-api does not answer." }),
    ).to.equal(undefined);
  });
});
