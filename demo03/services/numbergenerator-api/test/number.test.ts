import { expect } from "chai";
import { describe, it } from "mocha";
import { NotFound } from "#commons/errors.ts";
import { checkDigit, numberAt, standardOf } from "../src/number.ts";

describe("check digit", () => {
  for (const [standard, number] of [
    ["ISBN-13", "9780306406157"],
    ["UPC-A", "036000291452"],
    ["EAN-13", "4006381333931"],
    ["GS1 SSCC", "106141412345678908"],
  ] as const) {
    it(`is the last digit of the ${standard} ${number}`, () => {
      expect(checkDigit(number.slice(0, -1))).to.equal(Number(number.at(-1)));
    });
  }
});

describe("number", () => {
  it("has its standard's prefix and length", () => {
    expect(numberAt(1, standardOf("book"))).to.equal("9798000000014");
    expect(numberAt(1, standardOf("cd"))).to.equal("200000000011");
    expect(numberAt(1, standardOf("dvd"))).to.equal("2900000000018");
    expect(numberAt(1, standardOf("parcel"))).to.equal("029000000000000018");
  });

  it("is never longer than its standard allows", () => {
    expect(() => numberAt(10 ** 8, standardOf("book"))).to.throw(RangeError);
  });

  it("is not issued for a kind that is not numbered", () => {
    expect(() => standardOf("cassette")).to.throw(NotFound, "cassette");
    expect(() => standardOf("constructor")).to.throw(NotFound);
  });
});
