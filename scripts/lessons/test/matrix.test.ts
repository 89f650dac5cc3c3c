import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { course } from "../lessons.ts";
import { cellsOf, toMarkdown } from "../matrix.ts";
import { readMatrix } from "../readme.ts";

describe("the matrix in the README", () => {
  it("says of every lesson that it holds (npm run matrix)", () => {
    const readme = readFileSync(join(course.root, "README.md"), "utf8");
    const all = cellsOf(course).map((cell) => {
      return { ...cell, result: "holds" as const };
    });

    expect(readMatrix(readme)).to.equal(toMarkdown(course, all));
  });
});
