import { expect } from "chai";
import { describe, it } from "mocha";
import { spendOnPatterns, withinTime } from "../query/clock.ts";

describe("the time of a command's patterns", () => {
  it("is added up, and starts again with the next command", () => {
    withinTime(0, () => spendOnPatterns(20));

    const spent = withinTime(0, () => {
      spendOnPatterns(10);
      return spendOnPatterns(5);
    });

    expect(spent).to.equal(15);
  });

  it("has no time in which other processes ran", () => {
    const spent = withinTime(0, () => spendOnPatterns(60_000));

    expect(spent).to.be.below(30_000);
  });
});
