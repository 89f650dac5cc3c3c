import { expect } from "chai";
import { describe, it } from "mocha";
import { type Charged, payment } from "../99-payment.ts";
import type { Scene } from "../lesson.ts";

const scene = {} as Scene;

const once: Charged = {
  ...{ orders: 8, refused: 4, priceCents: 1_000, lost: 8, paid: 8 },
};
const twice: Charged = { ...once, refused: 0, paid: 16 };

const judge = (part: "symptom" | "cure", seen: Charged) =>
  payment[part].judge(scene, seen);

describe("the payment: its symptom", () => {
  it("is more money than is due", async () => {
    const { holds, because } = await judge("symptom", twice);

    expect(holds).to.equal(true);
    expect(because).to.equal("8 orders: 80.00 euros due, 160.00 euros paid.");
  });

  const others: Record<string, Charged> = {
    "what is due": once,
    "less than what is due": { ...once, paid: 7 },
    "money without an order": { ...twice, orders: 0 },
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      expect((await judge("symptom", seen)).holds).to.equal(false);
    });
  }
});

describe("the payment: its cure", () => {
  it("is what is due", async () => {
    const { holds, because } = await judge("cure", once);

    expect(holds).to.equal(true);
    expect(because).to.equal("8 orders: 80.00 euros due, 80.00 euros paid.");
  });

  const others: Record<string, Charged> = {
    "more than what is due": { ...once, paid: 9 },
    "less than what is due": { ...once, paid: 7 },
    "no order at all": { ...once, orders: 0, paid: 0 },
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      expect((await judge("cure", seen)).holds).to.equal(false);
    });
  }
});
