import { expect } from "chai";
import { describe, it } from "mocha";
import { contentsOf, merge, totalCentsOf } from "../src/cart.ts";

const line = (number: string, quantity: number) => ({
  kind: "book" as const,
  number,
  title: `Book ${number}`,
  quantity,
  priceCents: 250,
});

describe("cart", () => {
  it("has the total of its lines", () => {
    expect(totalCentsOf([line("1", 2), line("2", 1)])).to.equal(750);
    expect(totalCentsOf([])).to.equal(0);
  });

  it("merges lines, each item once", () => {
    const merged = merge([line("1", 2), line("2", 1)], [line("1", 3)]);

    expect(merged).to.deep.equal([line("1", 5), line("2", 1)]);
  });

  it("still shows what is being checked out", () => {
    const lines = [line("1", 2)];
    const since = new Date();
    const checkout = { orderId: "a", since, lines, token: "tok_visa" };
    const cart = { cartId: "c", version: 1, lines: [line("2", 1)], checkout };

    expect(contentsOf(cart)).to.deep.equal([line("1", 2), line("2", 1)]);
  });
});
