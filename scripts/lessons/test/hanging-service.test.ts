import { expect } from "chai";
import { describe, it } from "mocha";
import { type Hung, hangingService } from "../07-hanging-service.ts";
import type { Scene } from "../lesson.ts";

const scene = {} as Scene;
const well = { stockMs: 8, booksMs: 10 };

/** On a stage where callers wait. */
const waiting: Hung = {
  well,
  hung: { stockMs: 3_000, booksMs: 2_800 },
  apartMs: 6,
  made: 40,
  reached: 24,
  backMs: 900,
};

const quick: Hung = {
  ...waiting,
  hung: { stockMs: 2, booksMs: 11 },
  made: 900,
  reached: 9,
};

async function holds(part: "symptom" | "cure", seen: Hung) {
  return (await hangingService[part].judge(scene, seen)).holds;
}

describe("the hanging service: its symptom", () => {
  it("is long waits, even for what does not need it", async () => {
    expect(await holds("symptom", waiting)).to.equal(true);
  });

  const { hung } = waiting;
  const others: Record<string, Partial<Hung>> = {
    "quick refusals": { hung: quick.hung },
    "waits for the stock alone": { hung: { ...hung, booksMs: 12 } },
    "waits for books alone": { hung: { ...hung, stockMs: 12 } },
    "books that were slow before": { well: { ...well, booksMs: 900 } },
    "books that are slow on any connection": { apartMs: 2_500 },
    "visitors who never came": {
      hung: { stockMs: Number.NaN, booksMs: Number.NaN },
    },
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      expect(await holds("symptom", { ...waiting, ...seen })).to.equal(false);
    });
  }
});

describe("the hanging service: its cure", () => {
  it("is quick answers, hardly a call, and a way back", async () => {
    expect(await holds("cure", quick)).to.equal(true);
  });

  it("takes a slow machine for what it is", async () => {
    const slow = { stockMs: 60, booksMs: 90 };

    expect(await holds("cure", { ...quick, well: slow, hung: slow })).to.equal(
      true,
    );
  });

  const { hung } = quick;
  const others: Record<string, Partial<Hung>> = {
    "waits for the stock": { hung: { ...hung, stockMs: 3_000 } },
    "waits for books": { hung: { ...hung, booksMs: 300 } },
    "calls that go on": { reached: 300 },
    "a circuit that stays open": { backMs: undefined },
    "visitors who never came": {
      hung: { stockMs: Number.NaN, booksMs: Number.NaN },
    },
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      expect(await holds("cure", { ...quick, ...seen })).to.equal(false);
    });
  }
});
