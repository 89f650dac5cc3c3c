import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { after, describe, it } from "mocha";
import { findStage } from "../../course.ts";
import { isThorough } from "../../testing/thorough.ts";
import {
  doesNotHold,
  type Lesson,
  numberOf,
  type Part,
  type Scene,
} from "../lesson.ts";
import { course } from "../lessons.ts";
import {
  type Cell,
  cellsOf,
  isShownFirst,
  type PlayedCell,
  toMarkdown,
  toText,
} from "../matrix.ts";
import { type OpenStage, openStage } from "../open-stage.ts";
import { play } from "../play.ts";
import { readMatrix } from "../readme.ts";
import { createVariant } from "../variant.ts";
import { keepStory } from "./made-up.ts";

/** With a stage in the environment's STAGE, all lessons on that stage. */
const only = process.env.STAGE && findStage(process.env.STAGE);
const isWanted = ({ stage }: { stage: string }) => !only || stage === only;
const isPlayed = (cell: Cell) =>
  only || isThorough || isShownFirst(cell, course);
const limitMs = 120_000;

type Played = Omit<Parameters<typeof play>[0], "story">;

async function playOn(performance: Played) {
  const { story, lines } = keepStory();
  const { result } = await play({ ...performance, story });
  return { result, told: `\n${lines.join("\n")}\n` };
}

/** Checks as well that the symptom is gone. */
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

  for (const stage of course.stages.filter((one) => isWanted({ stage: one }))) {
    describe(`on ${stage}`, () => {
      const directory = folderOf(stage);
      let on: OpenStage | undefined;

      after(() => on?.close());

      /** On the running stage; unless the lesson holds, again on a new one. */
      async function playInTurn(lesson: Lesson, part: Part) {
        if (on && !lesson.needsNewStage) {
          const outcome = await playOn({ lesson, part, directory, on });
          if (outcome.result === "holds") return outcome;
        }
        await on?.close();
        on = await openStage(directory, {});
        return playOn({ lesson, part, directory, on });
      }

      for (const cell of cellsOf(course)) {
        if (cell.stage !== stage || !isPlayed(cell)) continue;
        const { lesson, part } = cell;
        it(`${numberOf(lesson)} shows its ${part}`, async () => {
          const { result, told } = await playInTurn(strictly(lesson), part);

          played.push({ ...cell, result });
          expect(result, told).to.equal("holds");
        }).timeout(limitMs);
      }
    });
  }

  after(() => console.log(`\n${toText(course, played)}\n`));
});

describe("the matrix in the README", () => {
  it("says of every lesson that it holds (npm run matrix)", () => {
    const readme = readFileSync(join(course.root, "README.md"), "utf8");
    const all = cellsOf(course).map((cell) => {
      return { ...cell, result: "holds" as const };
    });

    expect(readMatrix(readme)).to.equal(toMarkdown(course, all));
  });
});

describe("the cure of a lesson", () => {
  for (const lesson of course.lessons.filter(isWanted)) {
    for (const { about, edits } of lesson.broken) {
      it(`${numberOf(lesson)} does not hold with ${about}`, async () => {
        const folder = folderOf(lesson.stage);
        const variant = await createVariant(folder, "broken", edits);

        const { result, told } = await playOn({
          lesson,
          part: "cure",
          directory: variant,
        });

        expect(result, told).to.equal("does not hold");
      }).timeout(limitMs);
    }
  }
});
