import { expect } from "chai";
import { describe, it } from "mocha";
import { parseLimit } from "../src/rate-limit.ts";

describe("a rate limit", () => {
  it("is a number", () => {
    expect(parseLimit("6000")).to.equal(6000);
  });

  it("is refused if it would limit nobody, or everybody", () => {
    for (const text of ["abc", "", "0", "-5"]) {
      expect(() => parseLimit(text), text).to.throw(/number from 1 on/);
    }
  });
});
