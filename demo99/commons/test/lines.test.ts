import { expect } from "chai";
import { describe, it } from "mocha";
import { lines, visible } from "#commons/validate.ts";

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

describe("text that others see", () => {
  const complaint = (text: string) =>
    visible(lines(20)).safeParse(text).error?.issues[0]?.message;

  it("may be of any language, and have joined characters", () => {
    for (const text of ["!", "שלום", "مرحبا", "👩‍🍳", "a\u200b", "日本"]) {
      expect(complaint(text), text).to.equal(undefined);
    }
  });

  it("has a visible character", () => {
    for (const text of ["\u200b", "\u2060\n\u00ad", "\u3164", "\u{e0020}"]) {
      expect(complaint(text)).to.equal("must have a visible character");
    }
  });

  it("does not change the direction of text", () => {
    for (const text of ["a\u202e", "\u202aa", "\u2066a\u2069"]) {
      expect(complaint(text)).to.equal("must not change the direction of text");
    }
  });
});
