import { expect } from "chai";
import { describe, it } from "mocha";
import { lines } from "#commons/validate.ts";

describe("text of several lines", () => {
  const isValid = (text: string) => lines(10).safeParse(text).success;

  it("may have line breaks, tabs and any letters", () => {
    for (const text of [
      "a\nb",
      "a\r\nb",
      "a\tb",
      "<b>&",
      "日本\u2028語",
      "😀",
    ]) {
      expect(isValid(text), JSON.stringify(text)).to.equal(true);
    }
  });

  it("has no other control characters, and is not empty or long", () => {
    for (const text of [
      "a\0",
      "\u001b[31m",
      "a\u0085b",
      "",
      "\n ",
      "x".repeat(11),
    ]) {
      expect(isValid(text), JSON.stringify(text)).to.equal(false);
    }
  });
});
