import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { env, envChoice, envNumber, envUrl } from "#commons/env.ts";

describe("a setting", () => {
  afterEach(() => {
    delete process.env.PIES;
  });

  it("comes from the environment, or is the default", () => {
    expect(env("PIES", "apple")).to.equal("apple");
    expect(envNumber("PIES", 3)).to.equal(3);

    process.env.PIES = "12.5";

    expect(env("PIES", "apple")).to.equal("12.5");
    expect(envNumber("PIES", 3)).to.equal(12.5);
  });

  it("is named in the error if it is not a number", () => {
    for (const text of ["abc", "12 pies", "-1", " ", "NaN", "Infinity"]) {
      process.env.PIES = text;

      expect(() => envNumber("PIES", 3), text).to.throw(
        `PIES must be a number, but is "${text}".`,
      );
    }
  });

  it("is one of a few words, by default the first one", () => {
    expect(envChoice("PIES", ["apple", "plum"])).to.equal("apple");
    process.env.PIES = "plum";
    expect(envChoice("PIES", ["apple", "plum"])).to.equal("plum");
    process.env.PIES = "Plum";
    expect(() => envChoice("PIES", ["apple", "plum"])).to.throw(
      'PIES must be apple or plum, but is "Plum".',
    );
  });

  it("is named in the error if it is not a URL of its scheme", () => {
    const usual = "mongodb://localhost:27017";
    for (const url of [usual, "mongodb://a:1,b:2/", "mongodb+srv://u:p@a"]) {
      process.env.PIES = url;
      expect(envUrl("PIES", usual)).to.equal(url);
    }
    for (const text of ["localhost:27017", "http://a", "mongodb://", "x"]) {
      process.env.PIES = text;

      expect(() => envUrl("PIES", usual), text).to.throw(
        "PIES must be a URL like mongodb://localhost:27017.",
      );
    }
  });
});
