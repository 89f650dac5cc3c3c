import { expect } from "chai";
import { describe, it } from "mocha";
import { createPaint } from "../../stage/paint.ts";
import type { Comparison, FileChange } from "../diff/compare.ts";
import { countLines, hunksBetween } from "../diff/hunks.ts";
import { renderStat } from "../diff/stat.ts";
import { renderDiff } from "../diff/terminal.ts";

const plain = createPaint(false);

function change(path: string, before: string, after: string): FileChange {
  const hunks = hunksBetween(before, after);
  return {
    path,
    group: path.startsWith("client") ? "client" : "lesson",
    status: before ? "changed" : "new",
    before,
    after,
    hunks,
    ...countLines(hunks),
  };
}

const comparison: Comparison = {
  from: "demo01",
  to: "demo02",
  isNext: true,
  changes: [
    change("client/curl.sh", "", "curl\n"),
    change("commons/http.ts", "1\n2\n3\n4\n5\n6\n", "1\n2\n3\n4\n5\nsix\n7\n"),
  ],
};

describe("a diff on the terminal", () => {
  it("begins with the lesson, and heads each group with its figures", () => {
    const headings = renderDiff(comparison, plain)
      .split("\n")
      .filter((line) => line.startsWith("━"));

    expect(headings).to.have.length(2);
    expect(headings[0]).to.match(
      / demo01 → demo02: lesson .* 1 file {2}\+2 −1 /,
    );
    expect(headings[1]).to.match(/ client .* 1 file {2}\+1 −0 /);
    expect(headings.map((line) => line.length)).to.deep.equal([80, 80]);
  });

  it("shows the lines that differ and three around them", () => {
    expect(renderDiff(comparison, plain)).to.include(
      "\n@@ -3,4 +3,5 @@\n 3\n 4\n 5\n-6\n+six\n+7\n",
    );
  });

  it("colours added and removed lines where colours are wanted", () => {
    const text = renderDiff(comparison, createPaint(true));

    expect(text).to.include("\x1b[32m+six\x1b[39m");
    expect(text).to.include("\x1b[31m-6\x1b[39m");
  });

  it("shows control characters escaped", () => {
    const changes = [change("commons/a.ts", "", "a\x1b[2J\n")];

    expect(renderDiff({ ...comparison, changes }, plain)).to.include(
      "\n+a\\x1b[2J",
    );
  });

  it("says so when nothing differs", () => {
    const nothing = { ...comparison, changes: [] };

    expect(renderDiff(nothing, plain)).to.equal(
      "demo01 and demo02 do not differ.",
    );
  });
});

describe("the figures of a diff", () => {
  const rows = (text: string) =>
    text.split("\n").map((line) => line.trim().split(/\s{2,}/));

  it("are given by file, group, and in all, the budget beside them", () => {
    expect(rows(renderStat(comparison, plain)).slice(0, -3)).to.deep.equal([
      ["demo01 → demo02", "files", "added removed"],
      [""],
      ["lesson", "1", "2", "1"],
      ["commons/http.ts", "2", "1"],
      [""],
      ["client", "1", "1", "0"],
      ["client/curl.sh", "new", "1", "0"],
      [""],
      ["total", "2", "3", "1"],
      [""],
      ["counted by the budget (see below)", "1", "2", "1"],
      ["budget of a lesson", "15", "200", "30"],
    ]);
  });

  it("stand below each other, however long a path is", () => {
    const path = `commons/${"long/".repeat(20)}http.ts`;
    const long = { ...comparison, changes: [change(path, "", "one\n")] };
    const widths = renderStat(long, plain)
      .split("\n")
      .filter((line) => /\d$/.test(line))
      .map((line) => line.length);

    expect(new Set(widths)).to.deep.equal(new Set([78]));
  });

  it("are red where they are over the budget", () => {
    const line = "\x1b[31mcounted by the budget";
    const long = change("commons/long.ts", "", "line\n".repeat(201));
    const over = { ...comparison, changes: [long] };

    expect(renderStat(over, createPaint(true))).to.include(line);
    expect(renderStat(comparison, createPaint(true))).not.to.include(line);
  });
});
