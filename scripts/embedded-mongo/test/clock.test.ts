import { expect } from "chai";
import { describe, it } from "mocha";
import { spendOnPatterns, withinTime } from "../query/clock.ts";
import { compilePattern } from "../query/pattern.ts";

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

  it("ends the matches of a command that has spent a second", () => {
    const { test } = compilePattern("a(?=b)");
    const matchLate = () => {
      while (spendOnPatterns(100) <= 1_000);
      return test("ab");
    };

    expect(() => withinTime(0, matchLate)).to.throw("match limit exceeded");
    expect(withinTime(0, () => test("ab"))).to.equal(true);
  });
});
