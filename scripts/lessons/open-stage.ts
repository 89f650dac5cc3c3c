import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startStage } from "../stage/stage.ts";
import { stageEnv } from "../testing/stage-env.ts";
import type { Lesson } from "./lesson.ts";
import { createLogBook } from "./log-book.ts";

/** The file, in the stage's .build, with the output of the services. */
export const logName = "lesson.log";

export type OpenStage = Awaited<ReturnType<typeof openStage>>;

// With the default of 6 s, lessons would mostly wait for leases to expire.
const env = { ...stageEnv, EUREKA_LEASE_SECONDS: "3" };

/** Starts a stage for a lesson, or for several, one after the other. */
export async function openStage(
  directory: string,
  { instances }: Pick<Lesson, "instances">,
) {
  const log = createLogBook();
  const crashes: string[] = [];
  const stage = await startStage({
    stage: directory,
    instances,
    env,
    onLine: log.record,
    onDeath: ({ id }, how) => crashes.push(`${id} has crashed (${how}).`),
  });
  return {
    stage,
    log,
    crashes,

    /** Undoes the changes of the last lesson, for another one. */
    async prepare({ instances = {} }: Lesson) {
      await stage.restore();
      for (const [service, count] of Object.entries(instances)) {
        await stage.scale(service, count);
      }
    },

    async close() {
      await stage.abandon();
      const file = join(stage.directory, ".build", logName);
      await writeFile(file, log.text());
    },
  };
}
