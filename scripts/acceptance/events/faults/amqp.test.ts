// @from-99 @large

import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import {
  type BrokerProcess,
  type Kind,
  rabbitMq,
  standIn,
  startBroker,
} from "../../../embedded-amqp/test/brokers.ts";
import { createCommands } from "../../../stage/commands.ts";
import { createPaint } from "../../../stage/paint.ts";
import { until } from "../../../testing/until.ts";
import { runningStage } from "../../hooks.ts";
import {
  projectionOf,
  readLog,
  replay,
  untilUpToDate,
} from "../../reviews/log.ts";
import {
  newComment,
  newPost,
  shown,
  untilShown,
} from "../../reviews/samples.ts";
import { unique } from "../../samples.ts";
import { publish, untilProgress } from "../bus.ts";

const services = ["event-bus", "comments-api", "moderation-api", "query-api"];
const kinds = [standIn, rabbitMq].filter(({ missing }) => !missing);
const queues = ["events.query-api"];

const restartWith = (env: Record<string, string>) =>
  Promise.all(services.map((it) => runningStage().restart(`${it}/1`, env)));

describe("the event bus through the broker", () => {
  let brokers: Promise<BrokerProcess>[];
  let broker: BrokerProcess;

  before(() => {
    brokers = kinds.map(startBroker);
  });
  after(async () => {
    const { amqpUrl: AMQP_URL = "" } = runningStage();
    await restartWith({ EVENT_BUS_TRANSPORT: "http", AMQP_URL });
    for (const one of brokers) await (await one).close();
  });

  /** From now on, all events of the log pass through this broker. */
  async function use(kind: Kind) {
    broker = await (brokers[kinds.indexOf(kind)] as Promise<BrokerProcess>);
    const AMQP_URL = broker.url;
    await restartWith({ EVENT_BUS_TRANSPORT: "amqp", AMQP_URL });
  }

  const answer = (line: string) => {
    const stage = { ...runningStage(), amqpUrl: broker.url, queues };
    const { answer } = createCommands(stage, () => {}, createPaint(false));
    return answer(line);
  };

  for (const kind of [rabbitMq, standIn]) {
    const passes = `passes comments on, also after an outage (${kind.name})`;
    if (kind.missing) it(`${passes}: ${kind.missing}`);
    else it(passes, () => use(kind).then(expectComments)).timeout(90_000);
  }

  async function expectComments() {
    const post = await newPost();
    await newComment(post, "a pie");
    await untilShown(post, ["approved"]);
    await runningStage().kill("moderation-api/1");
    await newComment(post, "an orange");
    await untilShown(post, ["approved", "pending"]);
    // The queue has it: the cursor does not wait for the subscriber.
    await untilUpToDate();

    await runningStage().restart("moderation-api/1");

    await untilShown(post, ["approved", "rejected"]);
  }

  it("keeps the log, and the cursor, while the broker is down", async () => {
    await broker.kill();
    const post = await newPost();
    await untilProgress("query-api", { state: "waiting" });

    await broker.start();

    await untilUpToDate();
    await untilShown(post, []);
  }).timeout(90_000);

  it("makes a dead letter of what a subscriber refuses", async () => {
    const id = unique();
    await publish(id, { title: 7 });

    const line = new RegExp(`^events.query-api {2}\\S+ {2}${id} {2}1 failure`);
    await until("a dead letter", async () => {
      expect(await answer("dead")).to.match(line);
    });
    expect(await answer("requeue events.query-api")).to.match(/^1 message is/);
  });

  it("replays the log into the queue", async () => {
    const post = await newPost();
    await newComment(post, "a pie");
    const before = await untilShown(post, ["approved"]);

    await replay("query-api");

    await untilUpToDate();
    await newComment(post, "an orange");
    // Behind the whole log in the same queue.
    await untilShown(post, ["approved", "rejected"]);
    const { comments } = await shown(post);
    expect(comments.slice(0, 1)).to.deep.equal(before.comments);
    const log = (await readLog()).filter(({ data }) => data.postId === post.id);
    expect(projectionOf(log)).to.deep.equal([await shown(post)]);
  });
});
