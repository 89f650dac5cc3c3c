import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
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
const leaseMs = 2_000;

describe("two instances of the bus", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let fake: Awaited<ReturnType<typeof serveFake>>;
  let clock: Clock;
  let one: Awaited<ReturnType<typeof startBus>>;
  let two: Awaited<ReturnType<typeof startBus>>;

  beforeEach(async () => {
    testDatabase = openTestDatabase();
    fake = await serveFake();
    clock = { time: 1_000_000 };
    const start = (instance: string) =>
      startBus(
        testDatabase.database,
        { [name]: fake },
        { instance, clock, leaseMs },
      );
    one = await start("one");
    two = await start("two");
  });
  afterEach(async () => {
    closeServers();
    await testDatabase.close();
  });

  const holder = async () =>
    (await (await fetch(`${two.url}/overview`)).json()).deliveredBy;

  it("accept events both, and one delivers", async () => {
    await one.deliver();
    await publish(one, "e1");
    await one.ended();
    await publish(two, "e2");

    await two.deliver();
    await one.ended();
    expect(fake.got).to.deep.equal(["e1"]);
    await one.deliver();

    expect(fake.got).to.deep.equal(["e1", "e2"]);
    expect(await holder()).to.equal("one");
  });

  it("deliver no further batch once the lease has ended", async () => {
    await publishMany(one, 2);
    fake.answer = () => {
      clock.time += leaseMs;
      return { handled: 1 };
    };

    await one.deliver();

    expect(fake.batches).to.deep.equal([2]);
    expect(await progressOf(two, name)).to.deep.include({ position: 1 });
  });

  it("set nothing aside that the next holder may have delivered", async () => {
    await publish(one, "e1");
    fake.answer = () => ({ handled: 0, error: "Not mine." });
    for (let i = 0; i < 4; i++) {
      await one.deliver();
      clock.time += 5_000;
    }
    fake.answer = async () => {
      clock.time += leaseMs;
      fake.answer = (events) => ({ handled: events.length });
      await two.deliver();
      return { handled: 0, error: "Not mine." };
    };

    await one.deliver();

    expect(fake.got).to.deep.equal(Array(6).fill("e1"));
    expect(await progressOf(two, name)).to.deep.include({
      ...{ position: 1, setAside: 0 },
    });
  });

  it("have one that delivers at any time", async () => {
    for (let i = 0; i < 10; i++) {
      await Promise.all([one.renew(), two.renew()]);
      await publish(i % 2 ? one : two, `e${i}`);
      await Promise.all([one.poll(), two.poll()]);
      await Promise.all([one.ended(), two.ended()]);
      clock.time += leaseMs / 4;
    }

    expect(fake.got).to.have.length(10);
  });

  it("replace the one that crashes, within a lease", async () => {
    await one.deliver();
    await publish(two, "e1");

    // Its last renewal was at most a quarter of a lease before the crash.
    for (let passed = leaseMs / 4; passed < leaseMs; passed += leaseMs / 4) {
      await two.deliver();
      if (passed < leaseMs * 0.75) expect(fake.got).to.deep.equal([]);
      clock.time += leaseMs / 4;
    }
    await two.deliver();

    expect(fake.got).to.deep.equal(["e1"]);
    expect(await holder()).to.equal("two");
  });

  it("replace at once the one that stops", async () => {
    await one.deliver();
    await one.stop();
    // Its heartbeat goes on until the process has ended.
    await one.renew();

    await publish(two, "e1");
    await two.deliver();

    expect(fake.got).to.deep.equal(["e1"]);
  });

  it("replace the one that stops after its delivery in flight", async () => {
    let reply = () => {};
    fake.answer = (events) =>
      new Promise((resolve) => {
        reply = () => resolve({ handled: events.length });
      });
    await one.renew();
    await publish(one, "e1");
    while (fake.got.length === 0) await new Promise(setImmediate);

    const stopped = one.stop();
    await one.renew();
    await two.deliver();
    expect(await holder()).to.equal("one");
    reply();
    await stopped;
    await two.deliver();

    expect(fake.got).to.deep.equal(["e1"]);
    expect(await holder()).to.equal("two");
    expect((await progressOf(two, name)).position).to.equal(1);
  });

  it("keep the cursor from the late reply of one that was paused", async () => {
    const replies: (() => void)[] = [];
    fake.answer = (events) =>
      new Promise((resolve) => {
        replies.push(() => resolve({ handled: events.length }));
      });
    await one.renew();
    await publish(one, "e1");
    while (replies.length === 0) await new Promise(setImmediate);
    clock.time += leaseMs;
    fake.answer = (events) => ({ handled: events.length });
    await two.deliver();
    await publishMany(two, 3);
    await two.deliver();
    expect((await progressOf(two, name)).position).to.equal(3);

    replies[0]?.();
    await one.ended();

    expect((await progressOf(two, name)).position).to.equal(3);
  });

  it("deliver nothing once the lease has ended", async () => {
    await one.renew();
    clock.time += leaseMs;

    await publish(one, "e1");
    await one.poll();
    await one.ended();

    expect(fake.got).to.deep.equal([]);
  });
});
