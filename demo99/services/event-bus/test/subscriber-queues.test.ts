import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { Unavailable } from "#commons/errors.ts";
import type { StoredEvent } from "#commons/events/event.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { closeServers } from "#commons/test/test-servers.ts";
import {
  type Clock,
  progressOf,
  publish,
  publishMany,
  startBus,
} from "./start-bus.ts";

const name = "query-api";

/** A broker that stores all messages but those with these ids. */
function fakeBroker() {
  const broker = {
    stored: [] as string[],
    refused: [] as string[],
    traces: [] as (string | undefined)[],
    async publish(
      topic: string,
      content: unknown,
      { id = "", b3 }: { id?: string; b3?: string | undefined } = {},
    ) {
      if (broker.refused.includes(id)) throw new Unavailable("No room.");
      expect(topic).to.equal(`events.${name}`);
      expect((content as StoredEvent).id).to.equal(id);
      broker.stored.push(id);
      broker.traces.push(b3);
    },
  };
  return broker;
}

describe("the delivery of events through the broker", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let broker: ReturnType<typeof fakeBroker>;
  let clock: Clock;
  let bus: Awaited<ReturnType<typeof startBus>>;

  beforeEach(async () => {
    testDatabase = openTestDatabase();
    broker = fakeBroker();
    clock = { time: 1_000_000 };
    const { database } = testDatabase;
    const nowhere = { [name]: { url: "http://localhost:1" } };
    bus = await startBus(database, nowhere, { clock, broker });
  });
  afterEach(async () => {
    closeServers();
    await testDatabase.close();
  });

  it("puts events into the subscriber's queue, in their order", async () => {
    const ids = await publishMany(bus, 3);
    await bus.deliver();

    expect(broker.stored).to.deep.equal(ids);
    expect(await progressOf(bus, name)).to.deep.include({
      ...{ position: 3, lag: 0, state: "up to date" },
    });
  });

  it("moves the cursor up to what the broker has not stored", async () => {
    await publishMany(bus, 4);
    broker.refused = ["e3"];
    await bus.deliver();

    expect(await progressOf(bus, name)).to.deep.include({
      ...{ position: 2, state: "waiting", because: "No room." },
    });
    broker.refused = [];
    clock.time += 200;
    await bus.deliver();

    // e4 again and again, since the cursor could not pass e3.
    expect(broker.stored).to.deep.equal(["e1", "e2", "e4", "e4", "e3", "e4"]);
    expect(await progressOf(bus, name)).to.deep.include({ position: 4 });
  });

  it("sets nothing aside while the broker is down", async () => {
    broker.refused = await publishMany(bus, 1);
    for (let i = 0; i < 7; i++) {
      await bus.deliver();
      clock.time += 5_000;
    }

    expect(await progressOf(bus, name)).to.deep.include({
      ...{ position: 0, attempts: 7, setAside: 0 },
    });
  });

  it("continues the trace of an event", async () => {
    const spanId = "b".repeat(16);
    const traceId = "a".repeat(32);
    const headers = { "x-b3-traceid": traceId, "x-b3-spanid": spanId };
    await publish(bus, "e1", { headers });
    await bus.deliver();

    expect(broker.traces[0]).to.match(new RegExp(`^${traceId}-`));
  });
});
