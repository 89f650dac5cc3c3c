import { expect } from "chai";
import { describe, it } from "mocha";
import { highlightLines } from "../page/highlight.ts";

const texts = (text: string, path: string) =>
  highlightLines(text, path).map((pieces) =>
    pieces.map((piece) => piece.text).join(""),
  );

describe("highlighted code", () => {
  it("is the same text, line by line", () => {
    const code = `const a = "<b>&amp;"; /* 'x'\n  \${1} */\n\n`;

    for (const path of ["a.ts", "page.tsx", "a.json", "Dockerfile", "none"]) {
      expect(texts(code, path), path).to.deep.equal(code.split("\n"));
    }
  });

  it("keeps its colour over the end of a line, and after an insertion", () => {
    const [first, second] = highlightLines("`a\n$" + "{b} c`", "a.ts");

    expect(first).to.deep.equal([{ text: "`a", kind: "hljs-string" }]);
    expect(second?.at(-1)).to.deep.equal({ text: " c`", kind: "hljs-string" });
  });
});
