import { expect } from "chai";
import { describe, it } from "mocha";
import { StoreError } from "../../store-client.ts";
import { refusalOf } from "../page/cart/refusal.ts";

const refusal = (status: number, members = {}) =>
  refusalOf(new StoreError({ title: "No", status, ...members }));

describe("a refused checkout", () => {
  it("tells why a card was declined, and that another one can pay", () => {
    const { text, isOutage } = refusal(402, { reason: "It has expired." });

    expect(text).to.match(/^It has expired\. Nothing was ordered/);
    expect(text).to.include("choose another card");
    expect(isOutage).to.equal(false);
  });

  it("says that nothing was taken only if the store says so", () => {
    const outages = [503, 500, 0].map((status) => refusal(status));

    expect(outages.map(({ isOutage }) => isOutage)).to.deep.equal([
      ...[true, true, true],
    ]);
    expect(
      outages.map(({ text }) => text.includes("No money was taken")),
    ).to.deep.equal([true, false, false]);
  });
});
