import { expect } from "chai";
import { describe, it } from "mocha";
import { snippetOf } from "../src/snippet.ts";

describe("a snippet", () => {
  const long = `${"some words ".repeat(40)}Count Drácula ${"and more ".repeat(40)}`;

  it("is a short text itself, on one line", () => {
    expect(snippetOf(" One\n\ntwo\tthree ", "two")).to.equal("One two three");
    expect(snippetOf("", "two")).to.equal("");
  });

  it("has the first word of the query that the text has", () => {
    const snippet = snippetOf(long, "dracula missing");

    expect(snippet).to.match(/^…(some|words) .* Count Drácula and more .*…$/);
    expect(snippet).to.have.length.within(120, 162);
  });

  it("is the beginning if the text has no such word", () => {
    expect(snippetOf(long, "frankenstein")).to.match(
      /^some words .* (some|words)…$/,
    );
  });

  it("is the end if the word is there", () => {
    expect(snippetOf(`${long}at the end`, "end")).to.match(/^….* at the end$/);
  });

  it("cuts no character of two parts", () => {
    const pies = "🥧".repeat(100);
    for (const word of ["word", "xword", "wordx"]) {
      const snippet = snippetOf(`${pies}${word}${pies}`, "word");

      expect(snippet)
        .to.match(/^\P{Cs}*$/u)
        .and.include(word);
    }
  });
});
