import { expect } from "chai";
import { describe, it } from "mocha";
import { courseDirectory, stages } from "../course.ts";
import { findBreaches } from "../series/diff/budget.ts";
import { compareStages } from "../series/diff/compare.ts";
import { stageBefore } from "../series/series.ts";

const series = { root: courseDirectory, stages };

describe("what a stage changes in the one before it", () => {
  for (const stage of stages) {
    const before = stageBefore(series, stage);
    if (!before) continue;

    it(`is within the budget of a lesson, and moves nothing: ${stage}`, () => {
      const breaches = findBreaches(compareStages(series, before, stage));

      expect(breaches, breaches.join("\n")).to.deep.equal([]);
    });
  }
});
