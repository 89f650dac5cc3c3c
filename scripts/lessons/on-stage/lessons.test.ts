// @on-every

import { basename, join } from "node:path";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { listen, runningStage } from "../../acceptance/hooks.ts";
import { stageDirectory } from "../../acceptance/store.ts";
import { doesNotHold, type Lesson, numberOf, type Scene } from "../lesson.ts";
import { course } from "../lessons.ts";
import { createLogBook } from "../log-book.ts";
import { type Cell, cellsOf, isShownFirst } from "../matrix.ts";
import { play } from "../play.ts";
import { keepStory } from "../test/made-up.ts";

/** Also checks that the symptom is gone, so that it is not seen everywhere. */
function strictly(lesson: Lesson): Lesson {
  async function judge(scene: Scene, facts: unknown) {
    const cure = await lesson.cure.judge(scene, facts);
    if (!cure.holds) return cure;
    const symptom = await lesson.symptom.judge(scene, facts);
    return symptom.holds ? doesNotHold(symptom.because) : cure;
  }
  return { ...lesson, cure: { ...lesson.cure, judge } };
}

/** As on a new stage: monitoring has no data of other tests. */
async function prepare({ instances = {}, needsNewStage }: Lesson) {
  const stage = runningStage();
  await stage.restore();
  const services = stage.instances().map(({ service }) => service);
  if (needsNewStage && services.includes("monitoring")) {
    await stage.restart("monitoring/1");
    await stage.restart("health/1");
  }
  for (const [service, count] of Object.entries(instances)) {
    await stage.scale(service, count);
  }
}

/**
 * All cells of the matrix; "first": where each lesson is shown first, but without
 * the symptoms of chapters, which need an edited service; "cures": of these, the
 * cures of stages.
 */
function isWanted(cell: Cell): boolean {
  const { LESSONS = "all" } = process.env;
  if (LESSONS === "all") return true;
  if (!isShownFirst(cell)) return false;
  const isOfStage = !cell.lesson.chapter;
  return LESSONS === "first"
    ? isOfStage || cell.part === "cure"
    : isOfStage && cell.part === "cure";
}

const close = async () => {};

describe(`a lesson on ${basename(stageDirectory)}`, () => {
  const log = createLogBook();
  let stopListening = () => {};
  before(() => {
    stopListening = listen(log.record);
  });
  after(() => stopListening());

  const cells = cellsOf(course)
    .filter(({ stage }) => join(course.root, stage) === stageDirectory)
    .filter(isWanted);

  for (const { lesson, part } of cells) {
    it(`${numberOf(lesson)} shows its ${part}`, async () => {
      const { story, lines } = keepStory();

      const { result } = await play({
        lesson: strictly(lesson),
        part,
        directory: stageDirectory,
        story,
        on: { stage: runningStage(), log, crashes: [], prepare, close },
      });

      expect(result, `\n${lines.join("\n")}\n`).to.equal("holds");
    }).timeout(120_000);
  }
});
