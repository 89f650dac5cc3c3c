import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Stage, startStage } from "../stage/stage.ts";
import { stageEnv } from "../testing/stage-env.ts";
import type { Lesson } from "./lesson.ts";
import { createLogBook, type LogBook } from "./log-book.ts";

/** The file, in the stage's .build, with what the services wrote. */
export const logName = "lesson.log";

/** A stage to play on; `deaths` of its processes are no part of a lesson. */
export type OpenStage = { stage: Stage; log: LogBook; deaths: string[] };

/** Prepares a stage that has run before for another lesson. */
export async function prepare(
  stage: Stage,
  { instances = {} }: Pick<Lesson, "instances">,
) {
  await stage.restore();
  for (const [service, count] of Object.entries(instances)) {
    await stage.scale(service, count);
  }
}

/** Starts a stage for a lesson, or for several, one after the other. */
export async function openStage(
  directory: string,
  { instances }: Pick<Lesson, "instances">,
) {
  const log = createLogBook();
  const deaths: string[] = [];
  const stage = await startStage({
    stage: directory,
    instances,
    env: stageEnv,
    onLine: log.record,
    onDeath: ({ id }, how) => deaths.push(`${id} has died (${how}).`),
  });
  return {
    stage,
    log,
    deaths,

    async close() {
      await stage.abandon();
      const file = join(stage.directory, ".build", logName);
      await writeFile(file, log.text());
    },
  };
}
