import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { after, describe, it } from "mocha";
import { findStage } from "../../course.ts";
import {
  doesNotHold,
  type Lesson,
  numberOf,
  type Part,
  type Scene,
} from "../lesson.ts";
import { course } from "../lessons.ts";
import { cellsOf, type PlayedCell, toMarkdown, toText } from "../matrix.ts";
import { play } from "../play.ts";
import { readMatrix } from "../readme.ts";
import { createVariant } from "../variant.ts";
import { keepStory } from "./made-up.ts";

/** With a stage in the environment's STAGE, only what is played on it. */
const only = process.env.STAGE && findStage(process.env.STAGE);
const isWanted = ({ stage }: { stage: string }) => !only || stage === only;
const limitMs = 120_000;

async function playOn(directory: string, lesson: Lesson, part: Part) {
  const { story, lines } = keepStory();
  const { result } = await play({ lesson, part, directory, story });
  return { result, told: `\n${lines.join("\n")}\n` };
}

/** Sees as well that the symptom is gone: seen everywhere, it is none. */
function strictly(lesson: Lesson): Lesson {
  async function judge(scene: Scene, facts: unknown) {
    const cure = await lesson.cure.judge(scene, facts);
    if (!cure.holds) return cure;
    const symptom = await lesson.symptom.judge(scene, facts);
    return symptom.holds ? doesNotHold(symptom.because) : cure;
  }
  return { ...lesson, cure: { ...lesson.cure, judge } };
}

const folderOf = (stage: string) => join(course.root, stage);

describe("every lesson", () => {
  const played: PlayedCell[] = [];

  for (const cell of cellsOf(course).filter(isWanted)) {
    const { lesson, part, stage } = cell;
    it(`${numberOf(lesson)} shows its ${part} on ${stage}`, async () => {
      const { result, told } = await playOn(
        folderOf(stage),
        strictly(lesson),
        part,
      );

      played.push({ ...cell, result });
      expect(result, told).to.equal("holds");
    }).timeout(limitMs);
  }

  if (!only) {
    it("is in the README as it was played (npm run matrix)", () => {
      const readme = readFileSync(join(course.root, "README.md"), "utf8");

      expect(readMatrix(readme)).to.equal(toMarkdown(course, played));
    });
  }

  after(() => console.log(`\n${toText(course, played)}\n`));
});

describe("the cure of a lesson", () => {
  for (const lesson of course.lessons.filter(isWanted)) {
    const { stage, broken } = lesson;
    it(`${numberOf(lesson)} does not hold with ${broken.about}`, async () => {
      const folder = folderOf(stage);
      const variant = await createVariant(folder, "broken", broken.edits);

      const { result, told } = await playOn(variant, lesson, "cure");

      expect(result, told).to.equal("does not hold");
    }).timeout(limitMs);
  }
});
