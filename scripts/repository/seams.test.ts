import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { courseDirectory, stages } from "../course.ts";

describe("the clients of outgoing calls", () => {
  for (const file of ["http.ts", "forward.ts"]) {
    it(`are not changed by any stage: ${file}`, () => {
      const texts = stages.map((stage) =>
        readFileSync(join(courseDirectory, stage, "commons", file), "utf8"),
      );

      expect(new Set(texts).size).to.equal(1);
    });
  }
});
