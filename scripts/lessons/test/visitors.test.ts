import { expect } from "chai";
import { describe, it } from "mocha";
import { median, msOf } from "../visitors.ts";

describe("visitors", () => {
  it("have a median wait", () => {
    expect(median([9, 1, 5])).to.equal(5);
    expect(median([2, 1])).to.equal(2);
    expect(median([])).to.be.NaN;
  });

  it("wait until they are answered, or until now", () => {
    const since = performance.now() - 1_000;

    expect(msOf({ what: "stock", since, until: since + 30 })).to.equal(30);
    expect(msOf({ what: "stock", since })).to.be.within(1_000, 2_000);
  });
});
