import { expect } from "chai";
import { describe, it } from "mocha";
import { Invalid } from "#commons/errors.ts";
import { parse } from "#commons/validate.ts";
import { newPayment, paymentKey, paymentQuery } from "../src/payment.ts";

const order = {
  orderId: "0b8c9f9e-0f6a-4a5e-9f7e-2f3b1d8f7c11",
  customerReference: "alice",
  amountMinor: 1n,
  currency: "eur",
  token: "tok_visa",
};

function wrongFields(changes: object): string[] {
  try {
    parse(newPayment, { ...order, ...changes });
    return [];
  } catch (error) {
    expect(error).to.be.instanceOf(Invalid);
    const { message, members } = error as Invalid;
    const errors = members.errors as { field: string; message: string }[];
    expect(JSON.stringify([message, errors])).not.to.match(/\d{12}/);
    return errors.map(({ field }) => field);
  }
}

describe("a new payment", () => {
  it("has an amount in minor units, from 1 to 99999999", () => {
    expect(parse(newPayment, order).amountMinor).to.equal(1);
    const most = { ...order, amountMinor: 99_999_999n };
    expect(parse(newPayment, most).amountMinor).to.equal(99_999_999);
  });

  const wrong: Record<string, unknown[]> = {
    amountMinor: [
      0n,
      -1n,
      100_000_000n,
      2n ** 53n + 1n,
      2n ** 63n - 1n,
      -(2n ** 63n),
    ],
    currency: ["", "EUR", "chf", "euro", "4242424242424242"],
    token: [
      ...["", "visa", "tok_", "tok_4242424242424242", "4242424242424242"],
      ...[
        "4242 4242 4242 4242",
        "tok_visa ",
        "TOK_VISA",
        `tok_${"a".repeat(41)}`,
      ],
    ],
    orderId: ["", "a b", "a/b", "4242424242424242", "4242-4242-4242-4242"],
    customerReference: ["", "ä", "4242424242424242", "4242_4242_4242_4242"],
  };

  for (const [field, values] of Object.entries(wrong)) {
    it(`refuses a wrong ${field}, and does not repeat it`, () => {
      for (const value of values) {
        const fields = wrongFields({ [field]: value });
        expect(fields, `${value}`).to.deep.equal([field]);
      }
    });
  }

  it("names each wrong field", () => {
    expect(wrongFields({ currency: "", token: "" })).to.deep.equal([
      ...["currency", "token"],
    ]);
  });
});

describe("a query for payments", () => {
  const query = { customerReference: "alice", limit: 0, after: "" };

  it("has a limit of 20 by default, and of 100 at most", () => {
    expect(parse(paymentQuery, query)).to.deep.equal({
      ...{ customerReference: "alice", limit: 20, after: undefined },
    });
    for (const limit of [-1, 101]) {
      expect(() => parse(paymentQuery, { ...query, limit })).to.throw(Invalid);
    }
  });

  it("refuses a cursor that no list has returned", () => {
    for (const after of ["?", "e30", "bnVsbA"]) {
      expect(() => parse(paymentQuery, { ...query, after })).to.throw(Invalid);
    }
  });

  it("needs a key", () => {
    expect(() => parse(paymentKey, { orderId: "" })).to.throw(Invalid);
  });
});
