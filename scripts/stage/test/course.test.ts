import { join } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import {
  courseDirectory,
  findStage,
  findStageDirectory,
  stages,
} from "../../course.ts";
import { createFixture } from "./fixture.ts";

describe("a stage of the course", () => {
  const folder = join(courseDirectory, "demo01");

  for (const text of ["1", "01", "demo01", folder]) {
    it(`is found as ${text === folder ? "its folder" : text}`, () => {
      expect(findStage(text)).to.equal("demo01");
      expect(findStageDirectory(text)).to.equal(folder);
    });
  }

  for (const text of ["77", "x", "", "demo", "/tmp", "001"]) {
    it(`is not found as "${text}"`, () => {
      const sentence = `There is no stage ${text}: the stages are ${stages.join(", ")}.`;
      expect(() => findStage(text)).to.throw(sentence);
    });
  }

  it("is suggested for a similar name", () => {
    expect(() => findStage("dem003")).to.throw("Did you mean demo03?");
    expect(() => findStage("4")).to.throw("There is no demo04: the numbering");
  });

  it("may be any folder that has a stage.json", async () => {
    const { directory, remove } = await createFixture({});

    expect(findStageDirectory(directory)).to.equal(directory);
    await remove();
  });
});
