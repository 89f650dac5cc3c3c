import { expect } from "chai";
import { describe, it } from "mocha";
import { type Hung, hangingService } from "../07-hanging-service.ts";
import type { Scene } from "../lesson.ts";
import type { Visit, What } from "../visitors.ts";
import type { Window } from "../watch.ts";

const scene = {} as Scene;

function visitsOf(what: What, status: number, ms: number, count = 20) {
  const visit: Visit = { what, since: 0, until: ms, status };
  return Array.from({ length: count }, () => visit);
}

/** Status and duration of all visits of a kind. */
type Given = Record<What, [status: number, ms: number]>;

function windowOf(given: Given): Window {
  const of = (what: What) => {
    const [status, ms] = given[what];
    return { visits: visitsOf(what, status, ms), ms };
  };
  return { stock: of("stock"), add: of("add"), books: of("books") };
}

const before = windowOf({ stock: [200, 8], add: [201, 30], books: [200, 10] });
const slow: Given = {
  stock: [503, 3_000],
  add: [503, 2_900],
  books: [200, 2_800],
};
const fast: Given = { stock: [503, 4], add: [503, 6], books: [200, 11] };

/** On a stage where callers wait. */
const waiting: Hung = {
  before,
  hung: windowOf(slow),
  apart: { what: "books", since: 0, until: 6, status: 200 },
  made: 40,
  reached: 24,
  backMs: 900,
};

const protectedStage: Hung = {
  ...waiting,
  hung: windowOf(fast),
  made: 900,
  reached: 9,
};

async function holds(part: "symptom" | "cure", seen: Hung) {
  return (await hangingService[part].judge(scene, seen)).holds;
}

const noVisits = { visits: [], ms: Number.NaN };

describe("the hanging service: its symptom", () => {
  it("is long waits, even for pages that do not need it", async () => {
    expect(await holds("symptom", waiting)).to.equal(true);
  });

  const apart = waiting.apart;
  const others: Record<string, Partial<Hung>> = {
    "fast refusals": { hung: windowOf(fast) },
    "waits for the stock alone": {
      hung: windowOf({ ...slow, books: [200, 12] }),
    },
    "waits for books alone": { hung: windowOf({ ...slow, stock: [503, 12] }) },
    "books that were slow before": {
      before: windowOf({ stock: [200, 8], add: [201, 30], books: [200, 950] }),
    },
    "books that are slow on any connection": {
      apart: { ...apart, until: 2_500 },
    },
    "books that fail": { apart: { ...apart, status: 503 } },
    "a window without visits": {
      hung: { stock: noVisits, add: noVisits, books: noVisits },
    },
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      expect(await holds("symptom", { ...waiting, ...seen })).to.equal(false);
    });
  }
});

describe("the hanging service: its cure", () => {
  it("is fast replies, hardly a call, and a recovery", async () => {
    expect(await holds("cure", protectedStage)).to.equal(true);
  });

  it("allows for a slow machine", async () => {
    const busy: Given = {
      stock: [200, 700],
      add: [201, 900],
      books: [200, 600],
    };
    const seen = {
      ...protectedStage,
      before: windowOf(busy),
      hung: windowOf({
        stock: [503, 1_400],
        add: [503, 1_400],
        books: [200, 1_400],
      }),
    };

    expect(await holds("cure", seen)).to.equal(true);
  });

  it("allows for one failure in twenty", async () => {
    expect(await holds("cure", withFailedBooks(1))).to.equal(true);
    expect(await holds("cure", withFailedBooks(2))).to.equal(false);
  });

  const others: Record<string, Partial<Hung>> = {
    "waits for the stock": { hung: windowOf({ ...fast, stock: [503, 3_000] }) },
    "waits for books": { hung: windowOf({ ...fast, books: [200, 2_600] }) },
    "books that are a fast 503": {
      hung: windowOf({ ...fast, books: [503, 2] }),
    },
    "adds without a reply": { hung: windowOf({ ...fast, add: [0, 2] }) },
    "calls that continue": { reached: 300 },
    "pages that fail afterwards": { backMs: undefined },
    "a window without visits": {
      hung: { stock: noVisits, add: noVisits, books: noVisits },
    },
  };
  for (const [what, seen] of Object.entries(others)) {
    it(`is not ${what}`, async () => {
      const { holds } = await hangingService.cure.judge(scene, {
        ...protectedStage,
        ...seen,
      });
      expect(holds).to.equal(false);
    });
  }
});

function withFailedBooks(count: number): Hung {
  const visits = [
    ...visitsOf("books", 200, 11, 20 - count),
    ...visitsOf("books", 503, 2, count),
  ];
  const hung = { ...protectedStage.hung, books: { visits, ms: 11 } };
  return { ...protectedStage, hung };
}
