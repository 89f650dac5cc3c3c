// @from-99 @long

import { expect } from "chai";
import { after, before, beforeEach, describe, it } from "mocha";
import { MongoClient } from "mongodb";
import { itInFull } from "../../../testing/it-where.ts";
import { restartWith, runningStage } from "../../hooks.ts";
import { newComment, newPost, untilShown } from "../../reviews/samples.ts";
import { unique } from "../../samples.ts";
import {
  baker,
  startBaker,
  takeAll,
  withBaker,
  withoutBaker,
} from "../baker.ts";
import {
  callBus,
  progressOf,
  publish,
  readLog,
  untilProgress,
} from "../bus.ts";

/** As if the bus had never known it. */
async function forgetBaker() {
  const client = new MongoClient(runningStage().mongodbUrl);
  try {
    const subscribers = client
      .db("event-bus")
      .collection<{ _id: string }>("subscribers");
    await subscribers.deleteOne({ _id: baker });
  } finally {
    await client.close();
  }
}

/** Longer than the others need, shorter than a call that waits for it. */
const soonMs = 8_000;

/** Comments pass from service to service through the bus, three times each. */
async function expectModeration() {
  const post = await newPost();
  const statuses: string[] = [];
  for (const [content, status] of [
    ["a pie", "approved"],
    ["an orange", "rejected"],
  ] as const) {
    await newComment(post, content);
    statuses.push(status);
    await untilShown(post, statuses, soonMs);
  }
}

describe("a subscriber of the bus", () => {
  let fake: Awaited<ReturnType<typeof startBaker>>;

  before(async () => {
    await expectModeration();
    await forgetBaker();
    fake = await startBaker();
    await restartWith("event-bus/1", withBaker);
  });
  after(async () => {
    await fake.close();
    await restartWith("event-bus/1", withoutBaker);
  });
  beforeEach(() => {
    Object.assign(fake, { answer: takeAll, isUp: true });
  });

  it("that is added later gets all events, from the first one on", async () => {
    await untilProgress(baker, { lag: 0, replay: null });

    const log = await readLog(0);
    expect(log).to.have.length.at.least(7);
    expect(fake.got).to.deep.equal(log);
  });

  it("that refuses events delays no other", async () => {
    const length = process.env.TEST_ALL ? 3 : 1;
    const bad = Array.from({ length }, () => unique());
    const isBad = ({ id }: { id: string }) => bad.includes(id);
    fake.answer = (events) => {
      const handled = events.findIndex(isBad);
      if (handled < 0) return takeAll(events);
      return { handled, error: "Too sweet." };
    };
    for (const id of bad) await publish(id);

    await expectModeration();

    const { lag, because } = await progressOf(baker);
    expect({ because, isBehind: lag > 0 }).to.deep.equal({
      because: "Too sweet.",
      isBehind: true,
    });
    await untilProgress(baker, { lag: 0, setAside: bad.length });
    fake.answer = takeAll;
    await callBus("POST", `/subscribers/${baker}/requeue`, { json: {} });
    await untilProgress(baker, { setAside: 0 });
    const got = fake.got.map(({ id }) => id);
    expect(got).to.include.members(bad);
  }).timeout(90_000);

  itInFull("that does not answer delays no other", async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    fake.answer = (events) => released.then(() => takeAll(events));
    const first = unique();
    await publish(first);

    await expectModeration();

    expect(fake.got.map(({ id }) => id)).not.to.include(first);
    expect((await progressOf(baker)).lag).to.be.above(0);
    release();
    await untilProgress(baker, { lag: 0, setAside: 0 });
    expect(fake.got.map(({ id }) => id)).to.include(first);
  })?.timeout(90_000);
});
