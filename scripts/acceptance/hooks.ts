import { type Stage, startStage } from "../stage/stage.ts";
import { stageEnv } from "../testing/stage-env.ts";
import { takeIdentities } from "./identities.ts";
import { logTo } from "./log.ts";
import { stageDirectory } from "./store.ts";

let stage: Stage | undefined;

/** The stage that the acceptance tests share. */
export function runningStage(): Stage {
  if (!stage) throw new Error("The stage does not run yet.");
  return stage;
}

/** Starts the stage under test; what its services say goes to .build/acceptance.log. */
export const mochaHooks = {
  async beforeAll() {
    stage = await startStage({
      stage: stageDirectory,
      env: stageEnv,
      onLine: logTo("acceptance.log"),
      ...(process.env.MONGODB_URL && { mongodbUrl: process.env.MONGODB_URL }),
    });
    await takeIdentities(stage);
  },

  async afterAll() {
    await stage?.abandon();
  },
};
