import { expect } from "chai";
import { describe, it } from "mocha";
import { quantile } from "../src/quantile.ts";
import { ratesOf } from "../src/rates.ts";
import { increase, sum } from "../src/traffic.ts";

const buckets = (...pairs: [number, number][]) => new Map(pairs);

describe("quantile", () => {
  it("spreads the requests of a bucket evenly", () => {
    const spread = buckets([0.1, 50], [0.5, 90], [1, 100], [Infinity, 100]);

    expect(quantile(0.5, spread)).to.equal(0.1);
    expect(quantile(0.7, spread)).to.be.closeTo(0.3, 1e-9);
    expect(quantile(0.95, spread)).to.be.closeTo(0.75, 1e-9);
  });

  it("does not exceed the last finite bound", () => {
    expect(quantile(0.95, buckets([1, 10], [Infinity, 20]))).to.equal(1);
  });

  it("is undefined without requests", () => {
    expect(quantile(0.5, buckets())).to.equal(undefined);
    expect(quantile(0.5, buckets([1, 0], [Infinity, 0]))).to.equal(undefined);
  });
});

describe("traffic", () => {
  it("has restarted at 0 where a count is lower than before", () => {
    const before = { count: 30, failures: 6, buckets: buckets([1, 30]) };
    const after = { count: 10, failures: 1, buckets: buckets([1, 10]) };

    expect(increase(before, after)).to.deep.equal(after);
  });

  it("is the difference between two scrapes, per second", () => {
    const before = { count: 10, failures: 1, buckets: buckets([1, 10]) };
    const after = { count: 30, failures: 6, buckets: buckets([1, 30]) };

    expect(ratesOf(increase(before, after), 5)).to.deep.equal({
      requests: 20,
      perSecond: 4,
      failures: 5,
      errorShare: 0.25,
      p50Ms: 500,
      p95Ms: 950,
    });
  });

  it("adds up for a service", () => {
    const one = { count: 1, failures: 0, buckets: buckets([1, 1]) };
    const other = { count: 2, failures: 2, buckets: buckets([1, 0], [5, 2]) };

    expect(sum([one, other])).to.deep.equal({
      count: 3,
      failures: 2,
      buckets: buckets([1, 1], [5, 2]),
    });
  });
});
