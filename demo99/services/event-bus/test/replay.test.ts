import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { StoredEvent } from "#commons/events/event.ts";
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

describe("POST /replay", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let fake: Awaited<ReturnType<typeof serveFake>>;
  let other: Awaited<ReturnType<typeof serveFake>>;
  let bus: Awaited<ReturnType<typeof startBus>>;
  let clock: Clock;

  beforeEach(async () => {
    testDatabase = openTestDatabase();
    fake = await serveFake();
    other = await serveFake();
    clock = { time: 1_000_000 };
    const fakes = { [name]: fake, other };
    bus = await startBus(testDatabase.database, fakes, { clock });
  });
  afterEach(async () => {
    closeServers();
    await testDatabase.close();
  });

  const replay = (body: unknown = { subscriber: name }, headers?: object) =>
    bus.call("POST", "/replay", body, headers as never);

  it("delivers the log once more, to this subscriber alone", async () => {
    const ids = await publishMany(bus, 3);
    await bus.deliver();

    const response = await replay();
    expect(response.status).to.equal(202);
    expect(await response.json()).to.deep.include({
      ...{ name, position: 0, lag: 3, state: "replaying" },
      replay: { from: 0, until: 3, position: 0 },
    });
    await bus.deliver();

    expect(fake.got).to.deep.equal([...ids, ...ids]);
    expect(other.got).to.deep.equal(ids);
    expect(await progressOf(bus, name)).to.deep.include({
      ...{ position: 3, state: "up to date", replay: null },
    });
  });

  it("shows its progress until the old position", async () => {
    await publishMany(bus, 4);
    await bus.deliver();
    let deliveries = 0;
    fake.answer = () => (++deliveries > 1 ? 503 : { handled: 3 });
    // It begins at once.
    await replay();
    await bus.deliver();

    expect(await progressOf(bus, name)).to.deep.include({
      ...{ position: 3, state: "waiting" },
      replay: { from: 0, until: 4, position: 3 },
    });
    fake.answer = all;
    clock.time += 5_000;
    await bus.deliver();

    expect((await progressOf(bus, name)).replay).to.equal(null);
  });

  it("keeps its end when it is asked for twice", async () => {
    await publishMany(bus, 4);
    await bus.deliver();
    fake.answer = () => 503;

    await replay();
    const { replay: second } = await (await replay()).json();

    expect(second).to.deep.equal({ from: 0, until: 4, position: 0 });
  });

  it("has nothing to do before the first delivery", async () => {
    await publishMany(bus, 1);

    const { replay: progress, state } = await (await replay()).json();

    expect([progress, state]).to.deep.equal([null, "catching up"]);
  });

  it("begins at once, without a wait for an earlier failure", async () => {
    fake.answer = () => 503;
    await publishMany(bus, 1);
    await bus.deliver();
    fake.answer = all;

    await replay();
    await bus.ended();

    expect(await progressOf(bus, name)).to.deep.include({ position: 1 });
  });

  it("does not count a delivery that began before it", async () => {
    await publishMany(bus, 2);
    // The subscriber has handled all, and is replayed before its reply.
    fake.answer = async (events) => {
      fake.answer = all;
      await replay();
      return all(events);
    };
    await bus.deliver();
    await bus.deliver();

    expect(fake.got).to.deep.equal(["e1", "e2", "e1", "e2"]);
  });

  it("removes what had been set aside, and is handled now", async () => {
    await publishMany(bus, 3);
    fake.answer = (events) => {
      const handled = events.findIndex(({ id }) => id === "e2");
      return handled < 0 ? all(events) : { handled, error: "Not mine." };
    };
    for (let i = 0; i < 6; i++) {
      await bus.deliver();
      clock.time += 5_000;
    }
    expect((await progressOf(bus, name)).setAside).to.equal(1);

    fake.answer = all;
    await replay();
    await bus.deliver();

    expect((await progressOf(bus, name)).setAside).to.equal(0);
  });

  it("is for staff only", async () => {
    const callers = [{}, as("alice", "customer"), as("query-api", "service")];
    const responses = await Promise.all(
      callers.map((headers) => replay(undefined, headers)),
    );

    expect(responses.map(({ status }) => status)).to.deep.equal([
      401, 403, 403,
    ]);
  });

  it("names a subscriber that exists", async () => {
    const responses = [
      await replay({ subscriber: "web" }),
      await replay({}),
      await replay({ subscriber: name, more: 1 }),
      await bus.call("POST", "/replay?a=1", { subscriber: name }),
    ];

    expect(responses.map(({ status }) => status)).to.deep.equal([
      404, 400, 400, 400,
    ]);
  });
});
