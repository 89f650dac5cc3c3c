import type { Instance } from "../stage/stage.ts";
import { until } from "../testing/until.ts";
import { layCable } from "./cable.ts";
import {
  assume,
  doesNotHold,
  holds,
  type Lesson,
  type Scene,
  type Verdict,
} from "./lesson.ts";
import { describeShares, playRound } from "./served-calls.ts";
import { connect, type Refusal, type Store, summarize } from "./store.ts";
import {
  askRegistry,
  askUntilNamed,
  type Said,
  type Watcher,
  watchers,
} from "./watchers.ts";

export type Ill = {
  victim: Pick<Instance, "id" | "port" | "url">;
  calls: number;
  refusals: Refusal[];
  /** The port and the status of each copy, as "8084 UP". */
  registered: string[];
  /** Whom the URL named while all was well. */
  before: string[] | undefined;
  byUrl: Said;
  byPage: Said;
};

const ill = "numbergenerator-api";
const victimId = `${ill}/2`;
const calls = 12;
const withinMs = 15_000;

/** One of several instances falls ill. Which one? */
export const illInstance: Lesson<Ill> = {
  stage: "demo05",
  title: `one of three ${ill} instances starts to fail`,
  instances: { [ill]: 3 },

  async stimulus(scene) {
    const { stage, story } = scene;
    const store = await connect(stage);
    const cable = await layCable(stage.mongodbUrl);
    story.does(`Restart ${victimId} with a cable to its database.`);
    await stage.restart(victimId, { MONGODB_URL: cable.url });
    await seeAllAtWork(scene, store);
    // What was slow because everybody started at once is no illness.
    const before = await askUntilNamed(watchers.url, "", withinMs);
    const victim = findVictim(scene);

    story.does(`Cut the cable, and add ${calls} books at once.`);
    const cutAt = performance.now();
    cable.cut();
    const adds = Array.from({ length: calls }, () => store.addBooks(1));
    const refusals = (await Promise.all(adds)).flat();
    const added = calls - refusals.length;
    story.sees([`${added} × 201`, summarize(refusals)].join("\n").trim());
    await seeItself(scene, victim);

    const hear = (watcher: Watcher) =>
      hearOf(victim, watcher, { scene, store, cutAt });
    const byUrl = await hear(watchers.url);
    const byPage = await hear(watchers.page);
    story.does("Ask the registry, when it has heard from all of them.");
    const registered = await askRegistry(ill);
    story.sees(registered.join(", "));
    return { victim, calls, refusals, registered, before, byUrl, byPage };
  },

  symptom: {
    expectation:
      "some calls fail, and nothing says whose fault that is: no refusal names an instance, the registry calls all of them UP, and there is nobody else to ask.",
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
        return doesNotHold(`The registry knows: ${registered.join(", ")}.`);
      }
      if (byUrl || byPage) return doesNotHold("There is somebody to ask.");
      return holds(
        `${length} of ${calls} calls failed, and nobody names ${victim.id}.`,
      );
    },
  },

  cure: {
    expectation: `one URL and one page name this instance, and no other, within ${withinMs / 1000} seconds; and nobody before.`,
    async judge(_, { victim, before, byUrl, byPage }) {
      if (before && before.length > 0) {
        return doesNotHold(`${before.join(", ")} was said to be ill before.`);
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

  broken: {
    about: "a health service that takes whoever answers a ping for well",
    edits: [
      {
        file: "services/health/src/checkup.ts",
        find: ' && saysOf(health) === "UP"',
        replace: "",
      },
    ],
  },
};

function notNaming(who: string, said: Said, url: string): Verdict | undefined {
  if (!said) return doesNotHold(`${who} does not answer.`);
  if (said.urls.join() === url) return undefined;
  return doesNotHold(`${who} names ${said.urls.join(", ") || "nobody"}.`);
}

/** All is well: each copy gives numbers, and not one call fails. */
async function seeAllAtWork(scene: Scene, store: Store) {
  const round = await until(
    "each copy gives numbers",
    async () => {
      const round = await playRound(scene, store, { service: ill, calls });
      const isAtWork = round.shares.every((share) => share.calls > 0);
      assume(isAtWork, describeShares(round));
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

/** It knows; but one has to know whom to ask. */
async function seeItself({ story }: Scene, { id, url }: Ill["victim"]) {
  const { status } = await fetch(`${url}/health`);
  assume(status === 503, `${id} is not ill: its health is ${status}.`);
  story.sees(`${id} itself, at ${url}/health, says 503.`);
}

/** Asks a watcher who is ill, while books are added. */
async function hearOf(
  { url }: Ill["victim"],
  watcher: Watcher,
  { scene, store, cutAt }: { scene: Scene; store: Store; cutAt: number },
): Promise<Said> {
  scene.story.does(`Ask ${watcher.url}.`);
  let isOn = true;
  const busy = (async () => {
    while (isOn) await store.addBooks(1);
  })();
  const urls = await askUntilNamed(watcher, url, withinMs).finally(() => {
    isOn = false;
  });
  await busy;
  const said = urls && { urls, ms: performance.now() - cutAt };
  scene.story.sees(
    said
      ? `${urls.join(", ") || "Nobody"}; ${inSeconds(said)} after the cut.`
      : "Nobody is there.",
  );
  return said;
}

function inSeconds(said: Said) {
  return `${((said?.ms ?? 0) / 1000).toFixed(1)} s`;
}
