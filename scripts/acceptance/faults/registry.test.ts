// @from-02 @long

import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { findFreePort } from "../../stage/ports.ts";
import { until } from "../../testing/until.ts";
import { itWithSignals, runningStage } from "../hooks.ts";
import { book, cd, kinds, sell } from "../kinds.ts";
import { expectProblem } from "../problems.ts";
import { throughShop } from "../store.ts";
import { tell, underLoad, untilAnswered } from "./load.ts";
import { registered, untilGone, untilRegistered } from "./registered.ts";
import { buyNewBook } from "./shop.ts";

const registry = "registry/1";
/** The least time without a registry: long enough for heartbeats to fail. */
const absenceMs = process.env.TEST_ALL ? 60_000 : 3_000;

/** The processes, none of which may be restarted. */
function pids(changed: string[]) {
  return runningStage()
    .instances()
    .filter(({ id }) => !changed.includes(id))
    .map(({ id, pid }) => `${id} ${pid}`);
}

/** A call that the service answers without calling another one. */
async function statusOf(url: string, path: string) {
  const response = await fetch(url + path);
  await response.text();
  return response.status;
}

/** From the catalogue to the order, so that all services take part. */
const shopping = {
  "a book is bought": buyNewBook,
  "a CD is added": () => sell(cd),
  "the shop is searched": () => throughShop.books.search({ q: "the" }),
  "a cart is read": () => throughShop.carts.get("an-empty-cart"),
};

describe("services that start before the registry", () => {
  it("are ready, and find each other, once it runs", async () => {
    const stage = runningStage();
    const known = await registered();
    const ids = stage
      .instances()
      .map(({ id }) => id)
      .filter((id) => !id.startsWith("mongodb"));
    await Promise.all(ids.map((id) => stage.kill(id)));
    const others = ids.filter((id) => id !== registry);

    const restarts = others.map((id) => stage.restart(id));
    const bookApi = stage.url("book-api");
    await until("it runs", async () => (await fetch(`${bookApi}/ping`)).ok);
    await expectProblem(await fetch(`${bookApi}/books`), 503);
    const processes = pids([registry]);
    await stage.restart(registry);
    await Promise.all(restarts);
    const start = performance.now();
    await until("a book can be bought", buyNewBook, { withinMs: 15_000 });
    tell("from the registry's start until a sale", start);
    await untilRegistered(known);
    expect(pids([registry])).to.deep.equal(processes);
  });
});

describe("the store, when its registry", () => {
  it("is killed and comes back empty, answers every request", async () => {
    const known = await registered();
    const processes = pids([registry]);

    const { failures } = await underLoad(shopping, async () => {
      await runningStage().kill(registry);
      await runningStage().restart(registry);
      const start = performance.now();
      await untilRegistered(known);
      tell("until all are registered again", start);
    });

    expect(failures).to.deep.equal([]);
    expect(pids([registry])).to.deep.equal(processes);
  });

  it("is down for a while, answers every request", async () => {
    const known = await registered();
    const processes = pids([registry]);

    const { failures } = await underLoad(shopping, async (load) => {
      const start = performance.now();
      await runningStage().kill(registry);
      while (performance.now() - start < absenceMs) {
        await untilAnswered(load, 10);
      }
      await runningStage().restart(registry);
      await untilRegistered(known);
    });

    expect(failures).to.deep.equal([]);
    expect(pids([registry])).to.deep.equal(processes);
  }).timeout(absenceMs + 60_000);
});

describe("a service that moves to another port", () => {
  const moved = "numbergenerator-api";
  let home: number;

  before(() => {
    home = Number(new URL(runningStage().url(moved)).port);
  });

  after(async () => {
    await runningStage().move(moved, home);
    await untilFound();
  });

  async function untilFound() {
    for (const kind of kinds) {
      await until(`a ${kind.kind} can be added`, () => sell(kind), {
        withinMs: 15_000,
      });
    }
  }

  it("is found by all its callers, none of them restarted", async () => {
    const processes = pids([`${moved}/1`]);

    await runningStage().move(moved, await findFreePort(home + 1000));
    const start = performance.now();
    await untilFound();

    tell("from its move until all have found it", start);
    expect(pids([`${moved}/1`])).to.deep.equal(processes);
  });
});

describe("SIGTERM", () => {
  const service = "inventory-api";

  itWithSignals("deregisters a service before it stops", async () => {
    const stage = runningStage();
    const url = stage.url(service);
    const { number } = await sell(book);
    const askForStock = async () =>
      expect(await statusOf(url, `/stock/${number}`)).to.equal(200);
    let ended: Promise<void> | undefined;

    const { failures } = await underLoad(
      { "first lane": askForStock, "second lane": askForStock },
      async (load) => {
        ended = stage.terminate(service);
        await untilGone(url);
        await untilAnswered(load, 10);
      },
    );

    expect(failures).to.deep.equal([]);
    await ended;
  });
});
