import { expect } from "chai";
import { describe, it } from "mocha";
import { failedWith, orNothingRan, totals } from "./result.ts";

const none = { passed: 0, failures: [], skipped: [] };

describe("the totals", () => {
  it("add up passed and failed", () => {
    const results = [{ ...none, passed: 3 }, failedWith("a", "broken"), none];

    expect(totals(results)).to.equal("3 passed, 1 failed");
  });

  it("tell of skipped tests if there are any", () => {
    const results = [
      { ...none, passed: 1 },
      { ...none, skipped: ["b"] },
    ];

    expect(totals(results)).to.equal("1 passed, 0 failed, 1 skipped");
  });
});

describe("a step that tested nothing", () => {
  it("has failed", () => {
    expect(orNothingRan(none).failures).to.have.length(1);
  });

  it("is not one that skipped its tests", () => {
    const result = { ...none, skipped: ["no browser here"] };

    expect(orNothingRan(result)).to.deep.equal(result);
  });
});
