// @large

import { join } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { numberOf } from "./lesson.ts";
import { course } from "./lessons.ts";
import { play } from "./play.ts";
import { keepStory } from "./test/made-up.ts";
import { createVariant } from "./variant.ts";

describe("the cure of a lesson", () => {
  for (const lesson of course.lessons) {
    for (const { about, edits } of lesson.broken) {
      it(`${numberOf(lesson)} does not hold with ${about}`, async () => {
        const folder = join(course.root, lesson.stage);
        const variant = await createVariant(folder, "broken", edits);
        const { story, lines } = keepStory();

        const { result } = await play({
          lesson,
          part: "cure",
          directory: variant,
          story,
        });

        expect(result, `\n${lines.join("\n")}\n`).to.equal("does not hold");
      }).timeout(120_000);
    }
  }
});
