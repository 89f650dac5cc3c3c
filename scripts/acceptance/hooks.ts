import { type Instance, type Stage, startStage } from "../stage/stage.ts";
import { itWhere } from "../testing/it-where.ts";
import { stageEnv } from "../testing/stage-env.ts";
import { closeBrowser } from "./browser.ts";
import { takeIdentities } from "./identities.ts";
import { logTo } from "./log.ts";
import { monolithOnly, registerParts, withMonolith } from "./monolith.ts";
import { stageDirectory } from "./store.ts";

/** For tests that register subscribers of their own. */
export const registryPassword = "known to the tests";
process.env.REGISTRY_PASSWORD = registryPassword;

let stage: Stage | undefined;

const isMonolith = process.env.MONOLITH === "1";

/** The stage that all tests of one process share. */
export function runningStage(): Stage {
  if (!stage) throw new Error("The stage does not run yet.");
  return isMonolith ? withMonolith(stage) : stage;
}

/**
 * Restarts an instance with other settings. It is killed: an orderly stop would
 * wait until all callers have a new list.
 */
export async function restartWith(id: string, env: Record<string, string>) {
  const stage = runningStage();
  await stage.kill(id).catch(() => {}); // It may be down.
  await stage.restart(id, env);
}

const isPosix = process.platform !== "win32";
export const itWithPause = itWhere(isPosix, "Windows cannot pause a process");
export const itWithSignals = itWhere(isPosix, "Windows has no SIGTERM");
export const itWithOwnDatabase = itWhere(
  isPosix && !process.env.MONGODB_URL,
  "needs a database that the tests have started",
);

export const itWithOwnBroker = itWhere(
  isPosix && !process.env.AMQP_URL,
  "needs a broker that the tests have started",
);

const warnings: string[] = [];
/** DEP0111 is lodash's, and shown on request only. */
const warning = /\(node:\d+\) (?!\[DEP0111\])(\[\w+\] )?\w*Warning: /;

/** One stage for all tests; before each, all stopped processes run again. */
export const mochaHooks = {
  async beforeAll() {
    stage = await start();
    await takeIdentities(stage);
  },

  async beforeEach() {
    const isUp = ({ state }: Instance) => state === "up";
    if (runningStage().instances().every(isUp)) return;
    await repair(runningStage()).catch(async () => {
      await runningStage().abandon();
      stage = await start();
    });
    await takeIdentities(runningStage());
  },

  /** What Node warns of would fill the learner's terminal. */
  afterEach() {
    const seen = warnings.splice(0);
    if (seen.length > 0) throw new Error(seen.join("\n"));
  },

  async afterAll() {
    await closeBrowser();
    await stage?.abandon();
  },
};

type Listener = (instanceId: string, line: string) => void;

const listeners = new Set<Listener>([logTo("test.log")]);

/** Calls `onLine` for each log line, until the returned function is called. */
export function listen(listener: Listener) {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

async function repair(stage: Stage) {
  for (const { id, state } of stage.instances()) {
    if (state === "paused") await stage.resume(id);
    if (state === "down") await stage.restart(id);
  }
  await stage.ready();
}

async function start() {
  const started = await startStage({
    stage: stageDirectory,
    ...(isMonolith && { only: monolithOnly }),
    readyTimeoutMs: 60_000,
    // Node 20 shows some deprecations of Node 24 only with this option.
    env: { ...stageEnv, NODE_OPTIONS: "--pending-deprecation" },
    onLine: (id, line) => {
      if (warning.test(line)) warnings.push(`${id}: ${line}`);
      for (const hear of listeners) hear(id, line);
    },
  });
  if (isMonolith) await registerParts(started, registryPassword);
  return started;
}
