// @long

import { expect } from "chai";
import { describe, it } from "mocha";
import type { Stage } from "../../stage/stage.ts";
import { until } from "../../testing/until.ts";
import { itWithOwnDatabase, listen, runningStage } from "../hooks.ts";
import { takeIdentities } from "../identities.ts";
import { expectProblem } from "../problems.ts";
import { send } from "../store.ts";
import { buyNewBook, probes } from "./shop.ts";

/** The least time without a database. */
const absenceMs = process.env.TEST_ALL ? 20_000 : 0;

function shuffled<T>(list: T[]): T[] {
  return list
    .map((item) => ({ item, key: Math.random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

// Every start of a stage shows that they can start in the order of stage.json.
describe("the order in which services start", () => {
  const orders: Record<string, (ids: string[]) => string[]> = {
    "is the other way round, the database last": (ids) => ids.toReversed(),
    ...(process.env.TEST_ALL && { "is any other": shuffled }),
  };

  for (const [fact, order] of Object.entries(orders)) {
    it(fact, async () => {
      const ids = order(
        runningStage()
          .instances()
          .map(({ id }) => id),
      );
      await Promise.all(ids.map((id) => runningStage().terminate(id)));

      const restarts = [];
      for (const id of ids) {
        restarts.push(startAgain(runningStage(), id));
        await untilAlive(runningStage(), id);
      }

      await Promise.all(restarts);
      await takeIdentities(runningStage());
      // With a registry, callers find a service at their next fetch.
      await until(`a sale, started as ${ids}`, buyNewBook, {
        withinMs: 15_000,
      });
    });
  }
});

describe("services that start before their database", () => {
  itWithOwnDatabase("report DOWN, and work once it runs", async () => {
    const stage = runningStage();
    const ids = stage.instances().map(({ id }) => id);
    for (const id of ids) await stage.kill(id);
    const lines: string[] = [];
    const stop = listen((_id, line) => lines.push(line));

    const start = performance.now();
    const restarts = ids
      .filter((id) => !id.startsWith("mongodb"))
      .map((id) => startAgain(stage, id));
    for (
      let round = 0;
      round < 3 || performance.now() - start < absenceMs;
      round++
    ) {
      await Promise.all(
        Object.entries(probes).map((probe) => expectDown(stage, ...probe)),
      );
    }

    await until(
      "the log names the database",
      () => lines.some((line) => line.includes("no database at 127.0.0.1:")),
      { withinMs: 15_000 },
    );
    stop();
    // Nothing else is tried again before.
    const others = lines.filter((line) => line.includes("will try again"));
    expect(others).to.deep.equal([]);

    await stage.startDatabase();
    await Promise.all(restarts);
    await takeIdentities(stage);
    await until("a book can be bought", buyNewBook, { withinMs: 15_000 });
  }).timeout(absenceMs + 60_000);
});

/** A test that fails earlier does not await this: no unhandled rejection. */
function startAgain(stage: Stage, id: string): Promise<void> {
  const restart = stage.restart(id);
  restart.catch(() => {});
  return restart;
}

async function expectDown(stage: Stage, service: string, path: string) {
  // Where there is a gateway, the call goes through it.
  for (const name of [service, "gateway"]) await untilAlive(stage, `${name}/1`);
  const health = await fetch(`${stage.url(service)}/health`);
  expect(health.status).to.equal(503);
  expect((await health.json()).status).to.equal("DOWN");
  await expectProblem(await send("GET", path), 503);
}

/** Database and broker have no HTTP endpoint, and are not awaited. */
async function untilAlive(stage: Stage, id: string) {
  const instance = stage.instances().find((one) => one.id === id);
  if (!instance?.url.startsWith("http")) return;
  await until(
    `${id} answers a ping`,
    async () => (await fetch(`${instance.url}/ping`)).ok,
    { withinMs: 20_000 },
  );
}
