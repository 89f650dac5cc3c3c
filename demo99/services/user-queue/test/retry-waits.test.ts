import { expect } from "chai";
import { describe, it } from "mocha";
import { parseRetryWaits } from "../src/retry-waits.ts";

describe("retry waits", () => {
  it("are four numbers of seconds", () => {
    expect(parseRetryWaits("1 10 60 300")).to.deep.equal([
      1_000, 10_000, 60_000, 300_000,
    ]);
    expect(parseRetryWaits("0.1 0 0 2")).to.deep.equal([100, 0, 0, 2_000]);
  });

  it("are refused otherwise: five attempts are the limit", () => {
    for (const text of ["", "1", "1 2 3", "1 2 3 4 5", "1 2 3 x", "1  2 3 4"]) {
      expect(() => parseRetryWaits(text), text).to.throw("RETRY_WAITS_SECONDS");
    }
  });
});
