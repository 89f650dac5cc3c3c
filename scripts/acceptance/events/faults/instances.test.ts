// @from-99 @large

import { expect } from "chai";
import { after, before, describe } from "mocha";
import { until } from "../../../testing/until.ts";
import { itWithPause, runningStage } from "../../hooks.ts";
import { baker, startBaker, withBaker, withoutBaker } from "../baker.ts";
import { deliveredBy, untilProgress } from "../bus.ts";
import {
  expectNothingLost,
  expectProjected,
  expectWholeLog,
} from "./outcome.ts";
import { type Fault, inSeconds, runWriters } from "./writers.ts";

const instances = [1, 2];
const id = (index: number) => `event-bus/${index}`;
const other = (index: number) => 3 - index;
/** A lease of 2 s, on a busy machine. */
const takenOverWithinMs = 4_000;

function isHeldBy(index: number, seenBy = index) {
  const { port } = new URL(runningStage().url("event-bus", index));
  return deliveredBy(seenBy).then((holder) => holder?.endsWith(`:${port}`));
}

/** The index of the instance that delivers. */
function findHolder(): Promise<number> {
  return until("an instance delivers", async () => {
    for (const index of instances) if (await isHeldBy(index)) return index;
    throw new Error("None holds the lease.");
  });
}

/** The time until the other instance delivers. */
async function timeTakeover(from: number) {
  const startedAt = performance.now();
  await until("the other instance delivers", () => takesOver(from), {
    withinMs: takenOverWithinMs,
  });
  return performance.now() - startedAt;
}

const takesOver = async (from: number) =>
  (await isHeldBy(other(from))) === true;

describe("two instances of the event bus", () => {
  let fake: Awaited<ReturnType<typeof startBaker>>;

  before(async () => {
    const stage = runningStage();
    fake = await startBaker();
    await stage.scale("event-bus", 2);
    for (const index of instances) await stage.restart(id(index), withBaker);
    await untilProgress(baker, { lag: 0 });
    fake.got.length = 0;
  });
  after(async () => {
    await fake.close();
    await runningStage().scale("event-bus", 1);
    await runningStage().restart(id(1), withoutBaker);
  });

  itWithPause(
    "replace each other: one delivers, after a kill and a pause",
    async () => {
      const stage = runningStage();
      const times: string[] = [];
      let victim = 0;
      const faults: Fault[] = [
        {
          what: "kill the one that delivers",
          async inflict() {
            victim = await findHolder();
            await stage.kill(id(victim));
            const ms = await timeTakeover(victim);
            times.push(`${inSeconds(ms)} after a kill`);
          },
          heal: () => stage.restart(id(victim)),
        },
        {
          what: "pause the one that delivers",
          async inflict() {
            victim = await findHolder();
            await stage.pause(id(victim));
            const ms = await timeTakeover(victim);
            times.push(`${inSeconds(ms)} after a pause`);
          },
          async heal() {
            await stage.resume(id(victim));
            await until("it answers", () => isHeldBy(other(victim), victim));
          },
        },
      ];

      const run = await runWriters({ writers: 10, events: 25 }, faults, 0);

      const outcome = await expectNothingLost(run);
      await expectWholeLog();
      await expectProjected(outcome);
      expect(await isHeldBy(other(victim))).to.equal(true);
      expectInOrder(fake.got.map(({ position }) => position));
      console.log(`    the other one delivers ${times.join(", ")}`);
    },
  ).timeout(240_000);
});

/** Each position comes for the first time after all that are before it. */
function expectInOrder(positions: number[]) {
  const firsts = [...new Set(positions)];
  const [start = 0] = firsts;
  expect(firsts).to.have.length.at.least(250);
  expect(firsts).to.deep.equal(firsts.map((_, index) => start + index));
}
