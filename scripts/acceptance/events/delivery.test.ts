// @from-99 @long

import { expect } from "chai";
import { after, before, beforeEach, describe, it } from "mocha";
import { createCommands } from "../../stage/commands.ts";
import { createPaint } from "../../stage/paint.ts";
import { itInFull } from "../../testing/it-where.ts";
import { until } from "../../testing/until.ts";
import { callGateway } from "../auth/people.ts";
import { headersOf, newTraceId } from "../faults/traces.ts";
import { metric } from "../hardening/metrics.ts";
import { restartWith, runningStage } from "../hooks.ts";
import { authorizationFor } from "../identities.ts";
import { unique } from "../samples.ts";
import {
  baker,
  startBaker,
  takeAll,
  withBaker,
  withoutBaker,
} from "./baker.ts";
import { asStaff, deliveredBy, publish, untilProgress } from "./bus.ts";

describe("a subscriber of the event bus", () => {
  let fake: Awaited<ReturnType<typeof startBaker>>;

  before(async () => {
    fake = await startBaker();
    await restartWith("event-bus/1", withBaker);
    await untilProgress(baker, { lag: 0 });
  });
  after(async () => {
    await fake.close();
    await restartWith("event-bus/1", withoutBaker);
  });

  beforeEach(() => {
    Object.assign(fake, { answer: takeAll, isUp: true, got: [] });
  });

  const ids = () => fake.got.map(({ id }) => id);

  const untilGot = (expected: string[], withinMs = 20_000) =>
    until("the events", () => expect(ids()).to.include.members(expected), {
      withinMs,
    });

  /** A delivery whose reply is too late is repeated: the first ones count. */
  const firstsOf = (published: string[]) =>
    [...new Set(ids())].filter((id) => published.includes(id));

  async function publishInOrder(count: number): Promise<string[]> {
    const published = Array.from({ length: count }, unique);
    for (const id of published) await publish(id);
    return published;
  }

  it("gets events in their order", async () => {
    const published = await publishInOrder(10);

    await untilGot(published);
    expect(firstsOf(published)).to.deep.equal(published);
  });

  it("is waited for while it is down, and then gets all", async () => {
    fake.isUp = false;
    const published = await publishInOrder(5);
    const { because, lag } = await untilProgress(baker, {
      ...{ state: "waiting", setAside: 0 },
    });
    expect(because).to.include("503");
    expect(lag).to.be.at.least(5);

    fake.isUp = true;

    await untilGot(published);
    expect(firstsOf(published)).to.deep.equal(published);
    await untilProgress(baker, { state: "up to date", lag: 0 });
  });

  it("gets the rest after a kill of the bus", async () => {
    fake.isUp = false;
    const published = await publishInOrder(5);
    await runningStage().kill("event-bus/1");

    fake.isUp = true;
    await runningStage().restart("event-bus/1");

    await untilGot(published);
    expect(firstsOf(published)).to.deep.equal(published);
  });

  it("can refuse an event five times; the learner has it delivered again", async () => {
    const stage = runningStage();
    const { answer } = createCommands(stage, () => {}, createPaint(false));
    const says = (text: RegExp) =>
      until(
        `${text}`,
        async () => expect(await answer("subscribers")).to.match(text),
        { withinMs: 20_000 },
      );
    const isBad = ({ id }: { id: string }) => id.startsWith("poison-");
    let attempts = 0;
    fake.answer = (events) => {
      const handled = events.findIndex(isBad);
      if (handled < 0) return takeAll(events);
      attempts++;
      return { handled, error: "Too sweet." };
    };
    const [bad = ""] = (await answer("poison")).split(" ");
    const next = unique();
    await publish(next);

    await says(/^baker +\d+ of \d+ {2}refusing [1-4] of 5: Too sweet\.$/m);
    await untilGot([next]);
    expect(attempts).to.equal(5);
    await untilProgress(baker, { state: "up to date", setAside: 1 });
    await says(
      new RegExp(`^set aside for baker: PostCreated ${bad}: Too`, "m"),
    );
    await says(
      new RegExp(`^set aside for query-api: PostCreated ${bad}: t`, "m"),
    );
    await until("the metric", async () => {
      const labels = { subscriber: baker };
      const count = await metric("event-bus", "event_bus_set_aside", labels);
      expect(count).to.equal(1);
    });
    fake.answer = takeAll;

    expect(await answer("redeliver baker")).to.match(/^1 event is delivered/);

    await untilGot([bad]);
    await untilProgress(baker, { setAside: 0 });
  });

  it("gets the whole log again, for staff at the gateway", async () => {
    const { position } = await untilProgress(baker, { lag: 0 });
    const json = { subscriber: baker };
    const customer = authorizationFor("/carts/alice");
    const refused = await callGateway("POST", "/replay", {
      ...{ json, headers: customer },
    });

    const reply = await callGateway("POST", "/replay", {
      ...{ json, headers: asStaff() },
    });

    expect([refused.status, reply.status]).to.deep.equal([403, 202]);
    const { replay } = await reply.json();
    expect(replay).to.include({ from: 0, position: 0 });
    expect(replay.until).to.be.at.least(position);
    await untilProgress(baker, { replay: null, lag: 0 });
    const positions = fake.got.map((it) => it.position);
    const old = positions.filter((it) => it <= position);
    expect([...new Set(old)]).to.deep.equal(
      Array.from({ length: position }, (_, index) => index + 1),
    );
  });

  it("gets the trace that the event belongs to", async () => {
    const traceId = newTraceId();
    const id = unique();

    await publish(id, { headers: headersOf(traceId) });

    await untilGot([id]);
    const found = fake.got.find((it) => it.id === id);
    expect(found?.b3).to.match(new RegExp(`^${traceId}-`));
  });

  // The lease itself has unit tests.
  itInFull(
    "gets events from another instance within a lease after a kill",
    async () => {
      const stage = runningStage();
      await stage.scale("event-bus", 2);
      await restartWith("event-bus/2", withBaker);
      try {
        const holder = await until("a holder of the lease", async () => {
          const found = await deliveredBy();
          if (found === null) throw new Error("None delivers.");
          return found;
        });
        const index = holder.endsWith(":8115") ? 1 : 2;
        const other = 3 - index;
        const id = unique();
        await stage.kill(`event-bus/${index}`);
        const killedAt = performance.now();
        await publish(id, { index: other });

        await untilGot([id]);
        // A lease of 2 s, and a busy machine.
        expect(performance.now() - killedAt).to.be.below(4_000);
        expect(await deliveredBy(other)).to.not.equal(holder);
        await stage.restart(`event-bus/${index}`);
      } finally {
        await stage.scale("event-bus", 1);
      }
      await untilProgress(baker, { lag: 0 });
    },
  )?.timeout(90_000);
});
