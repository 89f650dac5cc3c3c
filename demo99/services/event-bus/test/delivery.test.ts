// @long

import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { StoredEvent } from "#commons/events/event.ts";
import { register } from "#commons/metrics.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { closeServers } from "#commons/test/test-servers.ts";
import {
  type Clock,
  progressOf,
  publish,
  publishMany,
  serveFake,
  startBus,
} from "./start-bus.ts";

const name = "query-api";
const all = (events: StoredEvent[]) => ({ handled: events.length });

/** Refuses these ids, and handles all before the first of them. */
const refusing =
  (...ids: string[]) =>
  (events: StoredEvent[]) => {
    const handled = events.findIndex(({ id }) => ids.includes(id));
    return handled === -1 ? all(events) : { handled, error: "Not mine." };
  };

describe("the delivery of events", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let fake: Awaited<ReturnType<typeof serveFake>>;
  let clock: Clock;

  beforeEach(async () => {
    testDatabase = openTestDatabase();
    fake = await serveFake();
    clock = { time: 1_000_000 };
  });
  afterEach(async () => {
    closeServers();
    await testDatabase.close();
  });

  const start = (
    others: Record<string, { url: string; timeoutMs?: number }> = {},
    options = {},
  ) =>
    startBus(
      testDatabase.database,
      { [name]: fake, ...others },
      { clock, ...options },
    );

  /** Fills the log faster than the API does. */
  async function fill(count: number, data = "{}") {
    const documents = Array.from({ length: count }, (_, i) => {
      const at = "2026-11-29T12:00:00.000Z";
      const event = { id: `e${i + 1}`, type: "PostCreated", data, at };
      return { _id: i + 1, ...event, publisher: "posts-api" };
    });
    const events = testDatabase.database.collection<{ _id: number }>("events");
    await events.insertMany(documents);
    return documents.map(({ id }) => id);
  }

  /** The waits in milliseconds before each of the next deliveries. */
  async function waitsOf(
    bus: Awaited<ReturnType<typeof start>>,
    count: number,
  ): Promise<number[]> {
    const waits = [];
    for (let i = 0; i < count; i++) {
      await bus.deliver();
      const { waitingUntil } = await progressOf(bus, name);
      const until = Date.parse(waitingUntil ?? "");
      waits.push(until - clock.time);
      const before = fake.batches.length;
      clock.time = until - 1;
      await bus.deliver();
      expect(fake.batches).to.have.length(before);
      clock.time = until;
    }
    return waits;
  }

  it("is in order and in batches, from the start of the log", async () => {
    const bus = await start();
    const ids = await fill(250);

    await bus.deliver();

    expect(fake.got).to.deep.equal(ids);
    expect(fake.batches).to.deep.equal([100, 100, 50]);
    expect(await progressOf(bus, name)).to.deep.equal({
      ...{ name, position: 250, lag: 0, state: "up to date" },
      summary: "up to date",
      ...{ attempts: 0, setAside: 0, replay: null },
    });
  });

  it("is limited to half a megabyte a batch", async () => {
    const bus = await start();
    await fill(20, JSON.stringify({ text: "ü".repeat(30_000) }));

    await bus.deliver();

    expect(fake.batches).to.deep.equal([8, 8, 4]);
  });

  it("goes on at the cursor after a restart", async () => {
    const before = await start();
    await publishMany(before, 3);
    await before.deliver();
    await publish(before, "e4");

    const after = await start();
    await after.deliver();

    expect(fake.got).to.deep.equal(["e1", "e2", "e3", "e4"]);
  });

  it("gives a new subscriber all events", async () => {
    const before = await start();
    await publishMany(before, 2);
    await before.deliver();

    const late = await serveFake();
    const after = await start({ late });
    await after.deliver();

    expect(late.got).to.deep.equal(["e1", "e2"]);
    expect(fake.got).to.deep.equal(["e1", "e2"]);
  });

  it("begins as soon as an event is stored", async () => {
    const bus = await start();
    await bus.renew();

    await publish(bus, "e1");
    await bus.ended();

    expect(fake.got).to.deep.equal(["e1"]);
  });

  it("delivers what another instance has stored", async () => {
    const one = await start();
    await one.renew();
    const two = await start({}, { instance: "two" });
    await two.renew();

    await publish(two, "e1");
    await two.ended();
    expect(fake.got).to.deep.equal([]);
    await one.deliver();

    expect(fake.got).to.deep.equal(["e1"]);
  });

  it("repeats what a subscriber has not handled in its time", async () => {
    fake.answer = (events) => ({ handled: Math.min(events.length, 2) });
    const bus = await start();
    await fill(5);

    await bus.deliver();

    expect(fake.batches).to.deep.equal([5, 3, 1]);
    expect(await progressOf(bus, name)).to.deep.include({
      ...{ position: 5, setAside: 0, state: "up to date" },
    });
  });

  for (const [what, answer] of [
    ["answers 503", () => 503],
    ["breaks the connection", () => "reset" as const],
    ["answers with a page", () => 404],
    ["does not say how many", () => ({})],
    ["has handled more than all", () => ({ handled: 2 })],
    ["has handled nothing", () => ({ handled: 0 })],
    ["refuses an event of none", () => ({ handled: 1, error: "No." })],
  ] as const) {
    it(`keeps all for a subscriber that ${what}`, async () => {
      const bus = await start();
      await publish(bus, "e1");
      fake.answer = answer;
      await bus.deliver();

      const during = await progressOf(bus, name);
      expect(during).to.deep.include({
        ...{ position: 0, lag: 1, state: "waiting", attempts: 1, setAside: 0 },
      });
      expect(during.because).to.match(/\w{3}/);
      expect(during.summary).to.equal(`waiting: ${during.because}`);
      fake.answer = all;
      clock.time += 200;
      await bus.deliver();

      expect(await progressOf(bus, name)).to.deep.include({
        ...{ position: 1, state: "up to date", attempts: 0 },
      });
    });
  }

  it("waits longer after each failure, up to 5 s, and refuses none", async () => {
    fake.answer = () => 503;
    const bus = await start();
    await fill(3);

    expect(await waitsOf(bus, 8)).to.deep.equal([
      200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000,
    ]);

    expect(fake.batches).to.deep.equal([3, 1, 1, 1, 1, 1, 1, 1]);
    fake.answer = all;
    await bus.deliver();
    expect(await progressOf(bus, name)).to.deep.include({
      ...{ position: 3, setAside: 0, attempts: 0 },
    });
  });

  it("waits as long after a restart", async () => {
    fake.answer = () => 503;
    const before = await start();
    await publish(before, "e1");
    await before.deliver();

    await (await start()).deliver();

    expect(fake.batches).to.deep.equal([1]);
  });

  it("does not wait for another subscriber", async () => {
    const hanging = await serveFake(() => "none");
    const down = { url: "http://127.0.0.1:1" };
    const bus = await start({
      hanging: { ...hanging, timeoutMs: 1_000 },
      down,
    });
    await bus.renew();
    await publishMany(bus, 3);
    await bus.poll();

    while (fake.got.length < 3) await new Promise(setImmediate);
    expect(hanging.batches).to.have.length(1);

    await bus.ended();
    for (const other of ["hanging", "down"]) {
      expect(await progressOf(bus, other)).to.deep.include({
        ...{ position: 0, state: "waiting" },
      });
    }
    expect(fake.got).to.deep.equal(["e1", "e2", "e3"]);
  });

  it("sets an event aside that is refused five times, and goes on", async () => {
    fake.answer = refusing("e2");
    const bus = await start();
    await fill(4);

    const waits = await waitsOf(bus, 4);
    expect(await progressOf(bus, name)).to.deep.include({
      ...{ position: 1, lag: 3, state: "refusing", attempts: 4 },
      ...{ because: "Not mine.", summary: "refusing 4 of 5: Not mine." },
    });
    await bus.deliver();

    expect(waits).to.deep.equal([200, 400, 800, 1_600]);
    expect(fake.got.filter((id) => id === "e2")).to.have.length(5);
    expect(fake.got.slice(-2)).to.deep.equal(["e3", "e4"]);
    expect(await progressOf(bus, name)).to.deep.include({
      ...{ position: 4, lag: 0, state: "up to date", setAside: 1 },
    });
  });

  it("counts no failure between two refusals", async () => {
    const bus = await start();
    await publish(bus, "e1");
    const summaries = [];
    for (const answer of [refusing("e1"), () => 503, refusing("e1")]) {
      fake.answer = answer as typeof fake.answer;
      for (let i = 0; i < 2; i++) {
        await bus.deliver();
        clock.time += 5_000;
      }
      summaries.push((await progressOf(bus, name)).summary);
    }

    expect(summaries).to.deep.equal([
      "refusing 2 of 5: Not mine.",
      `waiting: ${fake.url} answered 503.`,
      "refusing 4 of 5: Not mine.",
    ]);
    expect(await progressOf(bus, name)).to.deep.include({ setAside: 0 });
    await bus.deliver();
    expect(await progressOf(bus, name)).to.deep.include({ setAside: 1 });
  });

  it("counts refusals of each event alone", async () => {
    fake.answer = refusing("e1");
    const bus = await start();
    await fill(2);
    await waitsOf(bus, 4);

    fake.answer = refusing("e1", "e2");
    await bus.deliver();

    expect(await progressOf(bus, name)).to.deep.include({
      ...{ position: 1, setAside: 1, attempts: 1 },
    });
  });

  it("is counted, and its lag measured", async () => {
    const read = async (metric: string) => {
      const text = await register.metrics();
      const line = text.split("\n").find((it) => it.startsWith(metric));
      return Number(line?.split(" ").at(-1) ?? 0);
    };
    const count = (outcome: string) =>
      read(
        `event_bus_deliveries_total{subscriber="${name}",outcome="${outcome}"}`,
      );
    const outcomes = ["handled", "refused", "failed"];
    const before = await Promise.all(outcomes.map(count));
    const bus = await start();
    await publishMany(bus, 2);
    for (const answer of [() => 503, refusing("e1"), all]) {
      fake.answer = answer as typeof fake.answer;
      await bus.deliver();
      clock.time += 5_000;
      await bus.measure();
    }

    const after = await Promise.all(outcomes.map(count));
    expect(after.map((value, i) => value - (before[i] ?? 0))).to.deep.equal([
      2, 1, 1,
    ]);
    expect(await read(`event_bus_lag{subscriber="${name}"}`)).to.equal(0);
    await publish(bus, "e3");
    await bus.measure();
    expect(await read(`event_bus_lag{subscriber="${name}"}`)).to.equal(1);
  });
});
