import type { Instance } from "../stage/stage.ts";
import { until } from "../testing/until.ts";
import {
  assume,
  doesNotHold,
  holds,
  type Lesson,
  type Scene,
  type Verdict,
} from "./lesson.ts";
import { startProxy } from "./proxy.ts";
import { describeShares, playRound } from "./served-calls.ts";
import { connect, type Refusal, type Store, summarize } from "./store.ts";
import {
  askRegistry,
  askUntilNamed,
  type Named,
  type Watcher,
  watchers,
} from "./watchers.ts";

export type Facts = {
  victim: Pick<Instance, "id" | "port" | "url">;
  calls: number;
  refusals: Refusal[];
  /** The port and the status of each instance, as "8084 UP". */
  registered: string[];
  /** The instances that the URL named before the cut. */
  before: string[] | undefined;
  byUrl: Named;
  byPage: Named;
};

const service = "numbergenerator-api";
const victimId = `${service}/2`;
const calls = 12;
const withinMs = 15_000;

/** One of three instances loses its database: which one? */
export const unhealthyInstance: Lesson<Facts> = {
  stage: "demo05",
  title: `one of three ${service} instances starts to fail`,
  instances: { [service]: 3 },
  // For a minute, monitoring names the old address of an instance that moved.
  needsNewStage: true,

  async stimulus(scene) {
    const { stage, story } = scene;
    const store = await connect(stage);
    const proxy = await startProxy(stage.mongodbUrl);
    story.does(`Restart ${victimId} with a proxy before its database.`);
    await stage.restart(victimId, { MONGODB_URL: proxy.url });
    await seeAllServe(scene, store);
    // Instances may be slow for a moment after a start: wait until none is.
    const before = await askUntilNamed(watchers.url, "", withinMs);
    const victim = findVictim(scene);

    story.does(`Cut the connection, and add ${calls} books at once.`);
    const cutAt = performance.now();
    proxy.cut();
    const adds = Array.from({ length: calls }, () => store.addBooks(1));
    const refusals = (await Promise.all(adds)).flat();
    const added = calls - refusals.length;
    story.sees([`${added} × 201`, summarize(refusals)].join("\n").trim());
    await seeOwnHealth(scene, victim);

    const ask = (watcher: Watcher) =>
      askUnderLoad(victim, watcher, { scene, store, cutAt });
    const byUrl = await ask(watchers.url);
    const byPage = await ask(watchers.page);
    story.does("Ask the registry, after a heartbeat of each instance.");
    const registered = await askRegistry(service);
    story.sees(registered.join(", "));
    return { victim, calls, refusals, registered, before, byUrl, byPage };
  },

  symptom: {
    expectation:
      "some calls fail, and nothing names the instance that causes it: no refusal does, the registry reports all of them UP, and nothing else can be asked.",
    async judge(_, { victim, calls, refusals, registered, byUrl, byPage }) {
      const { length } = refusals;
      if (length === 0 || length === calls) {
        return doesNotHold(`${length} of ${calls} calls failed, not some.`);
      }
      const ports = registered.map((text) => text.split(" ")[0]);
      const telling = refusals.filter(({ status, detail }) => {
        const isNamed = ports.some((port) => detail.includes(`:${port}`));
        return status !== 503 || isNamed || detail.includes(victim.id);
      });
      if (telling.length > 0) return doesNotHold(summarize(telling));
      if (!registered.every((text) => text.endsWith(" UP"))) {
        return doesNotHold(`The registry reports: ${registered.join(", ")}.`);
      }
      if (byUrl || byPage) return doesNotHold("A URL or a page responds.");
      return holds(
        `${length} of ${calls} calls failed, and nothing names ${victim.id}.`,
      );
    },
  },

  cure: {
    expectation: `one URL and one page name this instance, and no other, within ${withinMs / 1000} seconds; before the failure they name none.`,
    async judge(_, { victim, before, byUrl, byPage }) {
      if (before && before.length > 0) {
        return doesNotHold(`${before.join(", ")} was named before the cut.`);
      }
      return (
        notNaming("The URL", byUrl, victim.url) ??
        notNaming("The page", byPage, victim.url) ??
        holds(
          `Both name ${victim.id}, the URL ${inSeconds(byUrl)} after the cut.`,
        )
      );
    },
  },

  broken: [
    {
      about: "a poller that treats any reply to GET /health as healthy",
      edits: [
        {
          file: "services/monitoring/src/probe.ts",
          find: 'const isUp = reply.status === 200 && health.status === "UP";',
          replace: "const isUp = true;",
        },
      ],
    },
  ],
};

function notNaming(
  watcher: string,
  named: Named,
  url: string,
): Verdict | undefined {
  if (!named) return doesNotHold(`${watcher} does not respond.`);
  if (named.urls.join() === url) return undefined;
  const urls = named.urls.join(", ") || "no instance";
  return doesNotHold(`${watcher} names ${urls}.`);
}

/** Before the failure, each instance serves numbers and no call fails. */
async function seeAllServe(scene: Scene, store: Store) {
  const round = await until(
    "each instance serves numbers",
    async () => {
      const round = await playRound(scene, store, { service, calls });
      const isServing = round.shares.every((share) => share.calls > 0);
      assume(isServing, describeShares(round));
      assume(round.refusals.length === 0, summarize(round.refusals));
      return round;
    },
    { withinMs: 15_000 },
  );
  scene.story.sees(`${calls} × 201: ${describeShares(round)}`);
}

function findVictim({ stage }: Scene) {
  const victim = stage.instances().find(({ id }) => id === victimId);
  assume(victim, `There is no ${victimId}.`);
  return victim;
}

/** The instance reports its failure itself, but only where it is asked. */
async function seeOwnHealth({ story }: Scene, { id, url }: Facts["victim"]) {
  const { status } = await fetch(`${url}/health`);
  assume(status === 503, `${id} is healthy: GET /health replies ${status}.`);
  story.sees(`${id} itself replies 503 to ${url}/health.`);
}

type Surroundings = { scene: Scene; store: Store; cutAt: number };

/** Queries a watcher for the unhealthy instance, while books are added. */
async function askUnderLoad(
  { url }: Facts["victim"],
  watcher: Watcher,
  { scene, store, cutAt }: Surroundings,
): Promise<Named> {
  scene.story.does(`Ask ${watcher.url}.`);
  let isOn = true;
  const load = (async () => {
    while (isOn) await store.addBooks(1);
  })();
  const urls = await askUntilNamed(watcher, url, withinMs).finally(() => {
    isOn = false;
  });
  await load;
  const named = urls && { urls, ms: performance.now() - cutAt };
  scene.story.sees(
    named
      ? `${urls.join(", ") || "No instance"}; ${inSeconds(named)} after the cut.`
      : "Connection refused.",
  );
  return named;
}

function inSeconds(named: Named) {
  return `${((named?.ms ?? 0) / 1000).toFixed(1)} s`;
}
