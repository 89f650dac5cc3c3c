import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { numberOf } from "../lesson.ts";
import { course } from "../lessons.ts";

describe("the broken variants of a lesson", () => {
  for (const lesson of course.lessons) {
    it(`fit its code: ${numberOf(lesson)}`, () => {
      const { broken, chapter } = lesson;
      const variants = chapter ? [...broken, chapter.problem] : broken;
      const edits = variants.flatMap((variant) => variant.edits);
      const misfits = edits.filter(({ file, find }) => {
        const path = join(course.root, lesson.stage, file);
        return readFileSync(path, "utf8").split(find).length !== 2;
      });

      expect(edits).not.to.be.empty;
      expect(misfits).to.deep.equal([]);
    });
  }
});
