import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Stage, startStage } from "../stage/stage.ts";
import {
  type Lesson,
  numberOf,
  type Outcome,
  type Part,
  type Verdict,
} from "./lesson.ts";
import { createLogBook } from "./log-book.ts";
import type { Story } from "./story.ts";

/** The file, in the stage's .build, with what the services wrote. */
export const logName = "lesson.log";

type Performance = {
  lesson: Lesson;
  part: Part;
  /** Of the stage to play on. */
  directory: string;
  story: Story;
};

/**
 * Plays a lesson on a stage of its own. Whatever goes wrong besides is a
 * harness error, which says nothing about the stage; never throws.
 */
export async function play(performance: Performance): Promise<Outcome> {
  const { lesson, part, directory, story } = performance;
  const name = basename(directory);
  story.title(`Lesson ${numberOf(lesson)} on ${name}: ${lesson.title}`);
  story.expects(`The ${part}: ${lesson[part].expectation}`);
  const outcome = await playOut(performance).catch(harnessError);
  story.ends(summaryOf(performance, outcome), outcome);
  return outcome;
}

async function playOut(performance: Performance): Promise<Outcome> {
  const { lesson, directory, story } = performance;
  const log = createLogBook();
  const deaths: string[] = [];
  story.does(`Start ${basename(directory)}.`);
  const stage = await startStage({
    stage: directory,
    instances: lesson.instances,
    onLine: log.record,
    onDeath: ({ id }, how) => deaths.push(`${id} has died (${how}).`),
  });
  story.sees(`${stage.instances().length} processes are ready.`);
  try {
    const verdict = await judge(performance, { stage, log, story });
    return deaths.length > 0
      ? { result: "harness error", because: deaths.join("\n") }
      : outcomeOf(verdict);
  } finally {
    await close(stage, log.text());
  }
}

async function judge(
  { lesson, part }: Performance,
  scene: Parameters<Lesson["stimulus"]>[0],
) {
  const facts = await lesson.stimulus(scene);
  return lesson[part].judge(scene, facts);
}

function outcomeOf({ holds, because }: Verdict): Outcome {
  return { result: holds ? "holds" : "does not hold", because };
}

function harnessError(error: unknown): Outcome {
  const because = error instanceof Error ? error.message : String(error);
  return { result: "harness error", because };
}

async function close(stage: Stage, log: string) {
  await stage.stop();
  await writeFile(join(stage.directory, ".build", logName), log);
}

function summaryOf(
  { lesson, part, directory }: Performance,
  { result }: Outcome,
) {
  const claim = `The ${part} of lesson ${numberOf(lesson)}`;
  const name = basename(directory);
  return result === "harness error"
    ? `Harness error: this says nothing about ${name}.`
    : `${claim} ${result} on ${name}.`;
}
