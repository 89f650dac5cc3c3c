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
/** Longer than the lease of the killed instance. */
const loadLimitMs = 5_000;

/** A service has several instances, and one of them is killed. */
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
      `Kill ${victim.id} (kill -9) while ${callers} callers add and read books without a break.`,
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
      "every call goes to one instance; when it is killed, calls fail, although the other instances work.",
    async judge(scene, { round, victim, load }) {
      const { calls: most } = busiest(round);
      if (most < calls || round.refusals.length > 0) {
        return doesNotHold(`Not all ${calls} calls went to one instance.`);
      }
      const refusals = refusalsIn(load.after);
      if (refusals.length === 0 || refusalsIn(load.before).length > 0) {
        return doesNotHold(
          "The kill makes no call fail, or calls failed before.",
        );
      }
      const others = refusals.filter((refusal) => !blames(victim, refusal));
      if (others.length > 0) return doesNotHold(summarize(others));
      await pingOthers(scene, victim);
      return holds(
        `All ${calls} calls went to ${victim.id}; without it, ${refusals.length} failed.`,
      );
    },
  },

  cure: {
    expectation:
      "each instance serves its share of the calls, give or take one, and no call fails when an instance is killed.",
    async judge(_, { round, victim, load }) {
      const refusals = [
        ...round.refusals,
        ...refusalsIn([...load.before, ...load.after]),
      ];
      if (refusals.length > 0) return doesNotHold(summarize(refusals));
      if (!isFair(round)) {
        return doesNotHold(`Unequal shares: ${describeShares(round)}.`);
      }
      return holds(
        `Each served its share; ${victim.id} was killed, and none of ${load.after.length} calls failed.`,
      );
    },
  },

  broken: [
    {
      about: "a balancer that always takes the first instance",
      edits: [
        {
          file: "commons/calls/balance.ts",
          find: "return listed.toSorted(",
          replace: "return listed; listed.toSorted(",
        },
      ],
    },
  ],
};

/** The instance that serves most calls. */
function findVictim({ stage }: Scene, round: Round): Victim {
  const { id } = busiest(round);
  const found = stage.instances().find((instance) => instance.id === id);
  assume(found, `There is no ${id}.`);
  return found;
}

/** Callers learn about an instance shortly after it is ready. */
async function playUntilFair(scene: Scene, store: Store) {
  const { story } = scene;
  const startedAt = performance.now();
  story.does(
    `Add ${calls} books one after the other: which instance numbers them? Repeat, for at most ${fairWithinMs / 1000} s, until the shares are equal.`,
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
  const counts = `${before.length} calls before, ${after.length} in the ${seconds} s after; of these, ${refusals.length} failed.`;
  return [counts, summarize(refusals)].join("\n").trim();
}

async function pingOthers({ stage, story }: Scene, victim: Victim) {
  const others = stage
    .instances()
    .filter(({ service, id }) => service === killed && id !== victim.id);
  for (const { id, url } of others) {
    const { ok } = await fetch(`${url}/ping`);
    assume(ok, `${id} does not respond to a ping.`);
  }
  const ids = others.map(({ id }) => id).join(" and ");
  story.sees(`${ids} respond to a ping.`);
}

/** The detail names the service, or the address that was called. */
function blames({ url }: Victim, { status, detail }: Refusal) {
  return status === 503 && (detail.includes(url) || detail.includes(killed));
}
