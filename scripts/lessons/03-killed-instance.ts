import type { Instance } from "../stage/stage.ts";
import {
  assume,
  doesNotHold,
  holds,
  type Lesson,
  type Scene,
} from "./lesson.ts";
import { callers, type Load, refusalsIn, underLoad } from "./load.ts";
import {
  busiest,
  describeShares,
  isFair,
  playRound,
  type Round,
} from "./served-calls.ts";
import { connect, type Refusal, type Store, summarize } from "./store.ts";

export type Killed = { round: Round; victim: Victim; load: Load };
type Victim = Pick<Instance, "id" | "url">;

const killed = "numbergenerator-api";
const instances = 3;
const calls = 30;
const fairWithinMs = 5_000;
const loadLimitMs = 8_000;

/** Several instances of a service, and one of them is killed. */
export const killedInstance: Lesson<Killed> = {
  stage: "demo03",
  title: `three ${killed} instances, then one is killed`,
  instances: { [killed]: instances },

  async stimulus(scene) {
    const { stage, story } = scene;
    const store = await connect(stage);
    const round = await playUntilFair(scene, store);

    const victim = findVictim(scene, round);
    story.does(
      `Kill ${victim.id} (kill -9) while ${callers} callers add books and read them, without a break.`,
    );
    const load = await underLoad(
      store,
      () => stage.kill(victim.id),
      loadLimitMs,
    );
    story.sees(describeLoad(load));
    return { round, victim, load };
  },

  symptom: {
    expectation:
      "every call lands on one instance, and killing that one breaks the caller, although the others are there.",
    async judge(scene, { round, victim, load }) {
      const { calls: most } = busiest(round);
      if (most < calls || round.refusals.length > 0) {
        return doesNotHold(`Not all ${calls} calls landed on one instance.`);
      }
      const refusals = refusalsIn(load.after);
      if (refusals.length === 0 || refusalsIn(load.before).length > 0) {
        return doesNotHold("Killing it is not what makes calls fail.");
      }
      const others = refusals.filter((refusal) => !blames(victim, refusal));
      if (others.length > 0) return doesNotHold(summarize(others));
      await pingOthers(scene, victim);
      return holds(
        `All ${calls} calls landed on ${victim.id}; its death made ${refusals.length} fail.`,
      );
    },
  },

  cure: {
    expectation:
      "each instance gets its share of the calls, give or take one, and not one call fails when an instance is killed.",
    async judge(_, { round, victim, load }) {
      const refusals = [
        ...round.refusals,
        ...refusalsIn([...load.before, ...load.after]),
      ];
      if (refusals.length > 0) return doesNotHold(summarize(refusals));
      if (!isFair(round)) {
        return doesNotHold(`Not fair: ${describeShares(round)}.`);
      }
      return holds(
        `Each had its share; ${victim.id} died, and none of ${load.after.length} calls failed.`,
      );
    },
  },

  broken: {
    about: "a balancer that always takes the first instance",
    edits: [
      {
        file: "commons/load-balancer.ts",
        find: "candidates.sort(orders[strategy])",
        replace: "candidates",
      },
    ],
  },
};

/** The one whose death hurts most. */
function findVictim({ stage }: Scene, round: Round): Victim {
  const { id } = busiest(round);
  const found = stage.instances().find((instance) => instance.id === id);
  assume(found, `There is no ${id}.`);
  return found;
}

/** Callers hear of an instance a little later than it is ready. */
async function playUntilFair(scene: Scene, store: Store) {
  const { story } = scene;
  const startedAt = performance.now();
  story.does(
    `Add ${calls} books one after the other: which of the ${instances} numbers them? Again, for at most ${fairWithinMs / 1000} s, until each has its share.`,
  );
  for (let count = 1; ; count++) {
    const round = await playRound(scene, store, { service: killed, calls });
    const isOver = performance.now() - startedAt > fairWithinMs;
    if (!isFair(round) && !isOver) continue;
    story.sees(`${calls} calls: ${describeShares(round)} (round ${count})`);
    if (round.refusals.length > 0) story.sees(summarize(round.refusals));
    return round;
  }
}

function describeLoad({ before, after, afterMs }: Load) {
  const refusals = refusalsIn(after);
  const seconds = (afterMs / 1000).toFixed(1);
  const failed = refusals.length === 0 ? "not one" : refusals.length;
  const counts = `${before.length} calls before, ${after.length} in the ${seconds} s after; of these, ${failed} failed.`;
  return [counts, summarize(refusals)].join("\n").trim();
}

async function pingOthers({ stage, story }: Scene, victim: Victim) {
  const others = stage
    .instances()
    .filter(({ service, id }) => service === killed && id !== victim.id);
  for (const { id, url } of others) {
    const { ok } = await fetch(`${url}/ping`);
    assume(ok, `${id} does not answer a ping.`);
  }
  const ids = others.map(({ id }) => id).join(" and ");
  story.sees(`${ids} are up and answer a ping.`);
}

/** The message names the service, or the place where it was looked for. */
function blames({ url }: Victim, { status, detail }: Refusal) {
  return status === 503 && (detail.includes(url) || detail.includes(killed));
}
