import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { env, number } from "#commons/env.ts";

describe("a setting", () => {
  afterEach(() => {
    delete process.env.PIES;
  });

  it("comes from the environment, or is the default", () => {
    expect(env("PIES", "apple")).to.equal("apple");
    expect(number("PIES", 3)).to.equal(3);

    process.env.PIES = "12.5";

    expect(env("PIES", "apple")).to.equal("12.5");
    expect(number("PIES", 3)).to.equal(12.5);
  });

  it("is named if it is no number where there has to be one", () => {
    for (const text of ["abc", "12 pies", "-1", " ", "NaN", "Infinity"]) {
      process.env.PIES = text;

      expect(() => number("PIES", 3), text).to.throw(
        `PIES has to be a number, and is "${text}".`,
      );
    }
  });
});
