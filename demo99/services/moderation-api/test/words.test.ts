import { expect } from "chai";
import { describe, it } from "mocha";
import { findWord, wordsOf } from "../src/words.ts";

describe("the words of a comment", () => {
  const words = wordsOf("orange, Durian");

  it("are found in any case, with accents, and in any Unicode form", () => {
    for (const text of [
      "orange",
      "An ORANGE!",
      "one,orange;two",
      "Örangé",
      "Örangé".normalize("NFD"),
      "ｏｒａｎｇｅ",
      "𝗼𝗿𝗮𝗻𝗴𝗲",
      "or\u00adan\u200bge",
      "orange's",
      "an orange-juice",
      "line\norange\nline",
    ]) {
      expect(findWord(text, words), text).to.equal("orange");
    }
    expect(findWord("the durian", words)).to.equal("durian");
  });

  it("are not found within other words", () => {
    for (const text of [
      "oranges",
      "borange",
      "orange1",
      "",
      "apple",
      "or ange",
    ])
      expect(findWord(text, words), text).to.equal(undefined);
  });
});
