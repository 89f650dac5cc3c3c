import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { StoredEvent } from "#commons/events/event.ts";
import { register } from "#commons/metrics.ts";
import { as } from "#commons/test/test-auth.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { closeServers } from "#commons/test/test-servers.ts";
import {
  type Clock,
  progressOf,
  publishMany,
  serveFake,
  startBus,
} from "./start-bus.ts";

const name = "query-api";
const all = (events: StoredEvent[]) => ({ handled: events.length });
const none = () => ({ handled: 0, error: "Not mine." });

describe("events that are set aside", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let fake: Awaited<ReturnType<typeof serveFake>>;
  let bus: Awaited<ReturnType<typeof startBus>>;
  let clock: Clock;

  /** Two events that are set aside, and a subscriber that takes all again. */
  beforeEach(async () => {
    testDatabase = openTestDatabase();
    fake = await serveFake(none);
    clock = { time: 1_000_000 };
    const { database } = testDatabase;
    bus = await startBus(database, { [name]: fake }, { clock });
    await publishMany(bus, 2);
    for (let i = 0; i < 10; i++) {
      await bus.deliver();
      clock.time += 5_000;
    }
    fake.answer = all;
    fake.got.length = 0;
  });
  afterEach(async () => {
    closeServers();
    await testDatabase.close();
  });

  const requeue = (
    body?: unknown,
    to = name,
    headers?: { authorization: string },
  ) => bus.call("POST", `/subscribers/${to}/requeue`, body, headers);

  const setAside = async () => {
    const response = await fetch(`${bus.url}/overview`);
    return (await response.json()).setAside as { id: string; error: string }[];
  };

  it("are listed with their error, the newest first", async () => {
    expect(await setAside()).to.deep.equal(
      [2, 1].map((position) => ({
        ...{ subscriber: name, position, id: `e${position}` },
        ...{ type: "PostCreated", error: "Not mine.", isRequeued: false },
        at: new Date(position === 1 ? 1_020_000 : 1_040_000).toISOString(),
      })),
    );
  });

  it("are counted", async () => {
    await bus.measure();

    const text = await register.metrics();
    expect(text).to.include(`event_bus_set_aside{subscriber="${name}"} 2`);
  });

  it("are delivered again, all of them", async () => {
    const response = await requeue();
    expect(response.status).to.equal(202);
    expect(await response.json()).to.deep.equal({ requeued: 2 });
    await bus.deliver();

    expect(fake.got).to.have.members(["e1", "e2"]);
    expect(await setAside()).to.deep.equal([]);
    expect(await progressOf(bus, name)).to.deep.include({
      ...{ position: 2, setAside: 0, state: "up to date" },
    });
  });

  it("are delivered again at once", async () => {
    await bus.renew();

    await requeue();
    await bus.ended();

    expect(fake.got).to.have.length(2);
  });

  it("are delivered again one by one, by their ids", async () => {
    const response = await requeue({ ids: ["e2", "e9"] });
    expect(await response.json()).to.deep.equal({ requeued: 1 });
    await bus.deliver();

    expect(fake.got).to.deep.equal(["e2"]);
    expect((await setAside()).map(({ id }) => id)).to.deep.equal(["e1"]);
  });

  it("are kept with the new error when they are refused again", async () => {
    fake.answer = () => ({ handled: 0, error: "Still not." });

    await requeue();
    await bus.deliver();
    await bus.deliver();

    expect(fake.got).to.have.length(2);
    expect((await setAside()).map(({ error }) => error)).to.deep.equal([
      "Still not.",
      "Still not.",
    ]);
  });

  it("wait for a subscriber that does not answer", async () => {
    fake.answer = () => 503;
    await requeue();
    await bus.deliver();
    expect(await progressOf(bus, name)).to.deep.include({
      ...{ state: "waiting", attempts: 1, setAside: 2 },
    });

    fake.answer = all;
    await bus.deliver();
    expect(await setAside()).to.have.length(2);
    clock.time += 200;
    await bus.deliver();

    expect(await progressOf(bus, name)).to.deep.include({
      ...{ state: "up to date", attempts: 0, setAside: 0 },
    });
  });

  it("wait for no answer twice at once, with a new event", async () => {
    fake.answer = () => 503;
    await requeue();
    await publishMany(bus, 3);
    fake.batches.length = 0;
    await bus.deliver();

    expect(fake.batches).to.deep.equal([1]);
    const { attempts } = await progressOf(bus, name);
    expect(attempts).to.equal(1);
  });

  it("do not delay other events", async () => {
    await requeue();
    await publishMany(bus, 3);
    await bus.deliver();

    expect(fake.got).to.have.members(["e1", "e2", "e3"]);
  });

  it("are requeued by staff only", async () => {
    const callers = [
      {},
      as("alice", "customer"),
      as("query-api", "service"),
    ] as { authorization: string }[];
    const responses = await Promise.all(
      callers.map((headers) => requeue({}, name, headers)),
    );

    expect(responses.map(({ status }) => status)).to.deep.equal([
      401, 403, 403,
    ]);
  });

  it("are of a subscriber that exists, and have ids", async () => {
    const responses = [
      await requeue({}, "web"),
      await requeue({ ids: "e1" }),
      await requeue({ ids: [1] }),
      await requeue({ more: 1 }),
      await bus.call("POST", `/subscribers/${name}/requeue?a=1`),
    ];

    expect(responses.map(({ status }) => status)).to.deep.equal([
      404, 400, 400, 400, 400,
    ]);
  });
});
