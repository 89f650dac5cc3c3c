import { expect } from "chai";
import { describe, it } from "mocha";
import { createDeck, type Kind } from "../deck.ts";

function dealt(count: number) {
  const deal = createDeck();
  const kinds = Array.from({ length: count }, deal);
  return (kind: Kind) => kinds.filter((one) => one === kind).length;
}

describe("the deck", () => {
  it("deals valid requests in the proportions 10 : 3 : 1", () => {
    const count = dealt(2_800);

    expect(count("browse")).to.equal(1_900);
    expect(count("cart")).to.equal(570);
    expect(count("checkout")).to.equal(190);
  });

  it("deals one wrong request in every twenty", () => {
    const deal = createDeck();

    for (let round = 0; round < 100; round++) {
      const twenty = Array.from({ length: 20 }, deal);
      expect(twenty.filter((kind) => kind === "wrong")).to.have.length(1);
    }
  });

  it("deals in another order each time", () => {
    const deal = createDeck();
    const orders = Array.from({ length: 20 }, () =>
      Array.from({ length: 14 }, deal).join(),
    );

    expect(new Set(orders)).to.have.length.above(1);
  });
});
