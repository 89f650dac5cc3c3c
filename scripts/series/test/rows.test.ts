import { expect } from "chai";
import { describe, it } from "mocha";
import { hunksBetween } from "../diff/hunks.ts";
import { align } from "../page/align.ts";
import { renderLine } from "../page/code-line.ts";
import { rowsOf } from "../page/rows.ts";
import { markWords } from "../page/words.ts";

describe("lines side by side", () => {
  it("stand opposite the line that is most alike", () => {
    const removed = ["const one = call(url);"];
    const added = ["// now with a name", "const one = call(name);"];

    expect(align(removed, added)).to.deep.equal([
      [undefined, 0],
      [0, 1],
    ]);
  });

  it("stand opposite each other as they come where none are alike", () => {
    expect(align(["one", "two"], ["three"])).to.deep.equal([
      [0, 0],
      [1, undefined],
    ]);
  });

  it("keep their numbers", () => {
    const [hunk] = hunksBetween("a\nb\nc\n", "a\nnew\nb\n", Infinity);
    const numbers = hunk
      ? rowsOf(hunk).map(({ left, right }) => [left?.number, right?.number])
      : [];

    expect(numbers).to.deep.equal([
      [1, 1],
      [undefined, 2],
      [2, 3],
      [3, undefined],
    ]);
  });

  it("mark the words that differ, across the colours of the code", () => {
    const { left, right } = markWords('go("a", 1)', 'go("b", 1)');

    expect(left).to.deep.equal([{ start: 4, end: 5 }]);
    expect(right).to.deep.equal(left);
    const pieces = [
      { text: "go(", kind: "" },
      { text: '"b"', kind: "hljs-string" },
      { text: ", 1)", kind: "" },
    ];
    expect(renderLine(pieces, [{ start: 2, end: 5 }])).to.equal(
      'go<mark>(</mark><span class="hljs-string"><mark>&quot;b</mark>&quot;</span>, 1)',
    );
  });
});
