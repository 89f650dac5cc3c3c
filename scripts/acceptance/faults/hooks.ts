import { type Stage, startStage } from "../../stage/stage.ts";
import { itWhere } from "../../testing/it-where.ts";
import { stageEnv } from "../../testing/stage-env.ts";
import { takeIdentities } from "../identities.ts";
import { logTo } from "../log.ts";
import { stageDirectory } from "../store.ts";

let stage: Stage | undefined;

/** The stage on which the tests inflict their faults. */
export function runningStage(): Stage {
  if (!stage) throw new Error("The stage does not run yet.");
  return stage;
}

const isPosix = process.platform !== "win32";
export const itWithPause = itWhere(isPosix, "Windows cannot pause a process");
export const itWithSignals = itWhere(isPosix, "Windows has no SIGTERM");

/** One stage for all; what a test has stopped runs again before the next. */
export const mochaHooks = {
  async beforeAll() {
    stage = await start();
    await takeIdentities(stage);
  },

  async beforeEach() {
    if (await isWhole(runningStage())) return;
    await runningStage().abandon();
    stage = await start();
    await takeIdentities(stage);
  },

  async afterAll() {
    await stage?.abandon();
  },
};

type Listener = (instanceId: string, line: string) => void;

const listeners = new Set<Listener>([logTo("faults.log")]);

/** Hears what the services write, until the answer is called. */
export function listen(listener: Listener) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** With a database of its own, even if another one is given: it is killed. */
function start() {
  return startStage({
    stage: stageDirectory,
    database: "embedded",
    readyTimeoutMs: 60_000,
    env: stageEnv,
    onLine: (id, line) => {
      for (const hear of listeners) hear(id, line);
    },
  });
}

async function isWhole(stage: Stage): Promise<boolean> {
  try {
    for (const { id, state } of stage.instances()) {
      if (state === "paused") await stage.resume(id);
      if (state === "down") await stage.restart(id);
    }
    await stage.ready();
    await takeIdentities(stage);
    return true;
  } catch {
    return false;
  }
}
