// @long

import { expect } from "chai";
import { beforeEach, describe } from "mocha";
import { until } from "../../testing/until.ts";
import { itWithOwnDatabase, runningStage } from "../hooks.ts";
import { takeIdentities } from "../identities.ts";
import { book, sell } from "../kinds.ts";
import { expectProblem } from "../problems.ts";
import { send, store } from "../store.ts";
import { buyNewBook, probes, timed } from "./shop.ts";

const database = "mongodb/1";
const boundMs = 6_000;

describe("the store without its database", () => {
  /** The service answers 503 within the bound, and 200 to a ping. */
  async function expectUnavailable(service: string, path: string) {
    const url = runningStage().url(service);
    const { response, ms } = await timed("GET", path);
    await expectProblem(response, 503);
    expect(ms).to.be.below(boundMs);

    const health = await fetch(`${url}/health`);
    expect(health.status).to.equal(503);
    expect((await health.json()).status).to.equal("DOWN");
    expect((await fetch(`${url}/ping`)).status).to.equal(200);
  }

  function untilHealthy(service: string) {
    return until(
      `${service} is healthy`,
      async () => (await fetch(`${runningStage().url(service)}/health`)).ok,
      { withinMs: 15_000 },
    );
  }

  /** Services prepare an empty database only when they start. */
  async function openAgain() {
    const ids = runningStage()
      .instances()
      .filter(({ service }) => service in probes || service === "gateway")
      .map(({ id }) => id);
    await Promise.all(ids.map((id) => runningStage().restart(id)));
    await takeIdentities(runningStage());
  }

  const all = Object.entries(probes);

  /** By then, services that verify tokens have fetched the keys. */
  beforeEach("every service has answered", () =>
    Promise.all(all.map(([, path]) => send("GET", path))),
  );

  itWithOwnDatabase("answers 503 while it hangs, and heals", async () => {
    const item = await sell(book);
    await runningStage().pause(database);

    await Promise.all(all.map((probe) => expectUnavailable(...probe)));

    await runningStage().resume(database);
    await Promise.all(all.map(([service]) => untilHealthy(service)));
    expect(await store.books.get(item.number)).to.deep.equal(item);
    await buyNewBook();
  });

  itWithOwnDatabase("answers 503 after it was killed, and heals", async () => {
    await runningStage().kill(database);

    await Promise.all(all.map((probe) => expectUnavailable(...probe)));

    await runningStage().restart(database);
    await Promise.all(all.map(([service]) => untilHealthy(service)));
    await openAgain();
    await until("a book can be bought", buyNewBook, { withinMs: 15_000 });
  });
});
