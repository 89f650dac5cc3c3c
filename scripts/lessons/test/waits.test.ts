import { expect } from "chai";
import { describe, it } from "mocha";
import type { Visit } from "../visitors.ts";
import { describeVisits, median, msOf, shareOf } from "../waits.ts";

const books = { what: "books", since: 0 } as const;
const visit = (status: number, until: number): Visit => {
  return { ...books, status, until };
};

describe("the waits of visitors", () => {
  it("have a median", () => {
    expect(median([9, 1, 5])).to.equal(5);
    expect(median([2, 1])).to.equal(2);
    expect(median([])).to.be.NaN;
  });

  it("last until the reply, or until now", () => {
    const since = performance.now() - 1_000;

    expect(msOf({ what: "stock", since, until: since + 30 })).to.equal(30);
    expect(msOf({ what: "stock", since })).to.be.within(1_000, 2_000);
  });

  it("are listed by status", () => {
    const visits = [visit(200, 1), visit(0, 1), visit(200, 1), books];

    expect(describeVisits(visits)).to.equal("2 × 200, 1 × no reply, 1 wait");
  });
});

describe("the share of visits with a status in time", () => {
  it("excludes other statuses and late replies", () => {
    const visits = [visit(200, 5), visit(200, 900), visit(503, 5), visit(0, 5)];

    expect(shareOf(visits, 200, 100)).to.equal(0.25);
    expect(shareOf(visits, 503, 100)).to.equal(0.25);
  });

  it("includes a visit that still waits once its time is over", () => {
    const waiting: Visit = { ...books, until: 90 };

    expect(shareOf([visit(200, 5), waiting], 200, 100)).to.equal(1);
    expect(shareOf([visit(200, 5), waiting], 200, 80)).to.equal(0.5);
  });

  it("is 0 without visits", () => {
    expect(shareOf([], 200, 100)).to.equal(0);
  });
});
