// @long

import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { connect } from "amqplib";
import { expect } from "chai";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import type { QueueType } from "../../../demo99/commons/broker/queues.ts";
import {
  type Broker,
  type Message,
  openBroker,
  type Queue,
} from "../../../demo99/commons/broker.ts";
import {
  Invalid,
  NotFound,
  Unavailable,
} from "../../../demo99/commons/errors.ts";
import { createLog } from "../../../demo99/commons/log.ts";
import { register } from "../../../demo99/commons/metrics.ts";
import { context } from "../../../demo99/commons/trace-context.ts";
import { createTracing } from "../../../demo99/commons/tracing.ts";
import { itInFull } from "../../testing/it-where.ts";
import { until } from "../../testing/until.ts";
import {
  type BrokerProcess,
  rabbitMq,
  standIn,
  startBroker,
} from "./brokers.ts";

const crashing = fileURLToPath(
  new URL("./crashing-consumer.ts", import.meta.url),
);
const quick = { withinMs: 20_000 };
const often = { everyMs: 1 };

type Span = {
  kind: string;
  id: string;
  parentId: string;
  traceId: string;
  name: string;
  tags: Record<string, string>;
  localEndpoint: { serviceName: string };
  remoteEndpoint: { serviceName: string };
};

for (const kind of [standIn, rabbitMq]) {
  // RabbitMQ takes seconds to restart.
  const itRestarts = kind === standIn ? it : itInFull;
  describe(`the broker of services, on ${kind.name}`, () => {
    if (kind.missing) it(`works (${kind.missing})`);
    else testOn(() => startBroker(kind), itRestarts);
  });
}

function testOn(
  start: () => Promise<BrokerProcess>,
  itRestarts: typeof itInFull,
) {
  let server: BrokerProcess;
  let queue: Queue & { topics: [string] };
  let opened: Broker[];
  let spans: Span[];
  const { tracer, flush } = createTracing({
    service: "bakery",
    report: async (batch) => spans.push(...(batch as Span[])),
  });

  before(async function () {
    this.timeout(60_000);
    server = await start();
  });

  after(() => server.close());

  beforeEach(() => {
    const id = randomUUID();
    const waitsMs = [10, 20, 40, 80];
    queue = { name: `cakes-${id}`, topics: [`${id}.baked`], waitsMs };
    [opened, spans] = [[], []];
  });

  afterEach(() => Promise.all(opened.map((broker) => broker.close())));

  function open(queueType: QueueType = "classic"): Broker {
    const log = createLog("test", "silent");
    const { url } = server;
    const broker = openBroker({
      ...{ url, service: "bakery", log, tracer, queueType },
    });
    opened.push(broker);
    return broker;
  }

  /** A consumer, and all that it has been given. */
  function consume(
    handle: (message: Message) => Promise<unknown> = async () => {},
    from = open(),
  ) {
    const seen: Message[] = [];
    const ready = from.consume(queue, (message) => {
      seen.push(message);
      return handle(message);
    });
    return { broker: from, seen, ready };
  }

  /** Publishes as soon as the queue exists. */
  const publish = (broker: Broker, content: unknown, id?: string) =>
    until(
      "a queue for the topic",
      () => broker.publish(queue.topics[0], content, id ? { id } : {}),
      quick,
    );

  const ids = (seen: Message[]) => seen.map(({ id }) => id);
  const errorOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: Error) => error,
    );

  /** The queue without its consumer, which is closed. */
  async function declareOnly() {
    const { broker, seen } = consume();
    await publish(broker, "the queue exists");
    await until("an empty queue", () => seen.length === 1);
    await broker.close();
    opened = [];
  }

  it("refuses a message that no queue would get", async () => {
    const error = await errorOf(open().publish(queue.topics[0], {}));

    expect(error).to.be.instanceOf(Unavailable);
    expect(error?.message).to.equal(`No queue for ${queue.topics[0]}.`);
  });

  it("delivers content, topic and id, once", async () => {
    const { broker, seen } = consume();

    await publish(broker, { cake: "Käse" }, "7");
    await until("the message", () => seen.length > 0);

    const [topic] = queue.topics;
    expect(seen).to.eql([
      { id: "7", topic, content: { cake: "Käse" }, attempt: 1 },
    ]);
  });

  it("loses no confirmed message when it is killed", async () => {
    await declareOnly();
    const broker = open();
    const confirmed: string[] = [];
    async function publishAll() {
      for (let i = 0; i < 200; i++) {
        await publish(broker, {}, `${i}`);
        confirmed.push(`${i}`);
      }
    }
    const publishing = publishAll();

    await until("some confirmations", () => confirmed.length > 20, often);
    await server.kill();
    const before = [...confirmed];
    await server.start();
    await publishing;

    const { seen } = consume();
    await until("all messages", () => new Set(ids(seen)).size === 200, quick);
    expect(before.length).to.be.below(200);
    expect(ids(seen)).to.include.members(before);
  });

  itRestarts(
    "fails while there is no broker, and resumes by itself",
    async () => {
      const { broker, seen } = consume();
      await publish(broker, {}, "before");
      await until("the first message", () => seen.length === 1);

      await server.kill();
      const error = await errorOf(broker.publish(queue.topics[0], {}));
      const ping = await errorOf(broker.ping());
      await server.start();
      await until("a connection", () => broker.ping().then(() => true), quick);
      await publish(broker, {}, "after");

      await until(
        "the other message",
        () => ids(seen).includes("after"),
        quick,
      );
      expect(error).to.be.instanceOf(Unavailable);
      expect(ping).to.be.instanceOf(Unavailable);
    },
  );

  it("delivers a message again whose consumer has crashed", async () => {
    await declareOnly();
    const args = [server.url, queue.name, queue.topics[0]];
    const child = spawn(process.execPath, ["--import=tsx", crashing, ...args], {
      stdio: "inherit",
    });
    const crashed = once(child, "exit");
    await publish(open(), {}, "fatal");

    const [, signal] = await crashed;
    const { seen } = consume();
    await until("the message", () => seen.length > 0, quick);

    expect(signal).to.equal("SIGKILL");
    expect(seen[0]).to.include({ id: "fatal", attempt: 2 });
  });

  it("makes five attempts, with growing waits, then a dead letter", async () => {
    const times: number[] = [];
    const { broker, seen } = consume(async () => {
      times.push(performance.now());
      throw new Error("The oven is cold.");
    });
    await publish(broker, { cake: 1 }, "burnt");
    const letters = await until("a dead letter", async () => {
      const found = await broker.deadLetters(queue.name);
      return found.length > 0 && found;
    });

    expect(seen.map(({ attempt }) => attempt)).to.eql([1, 2, 3, 4, 5]);
    for (const [i, waitMs] of (queue.waitsMs ?? []).entries()) {
      const waited = (times[i + 1] as number) - (times[i] as number);
      expect(waited).to.be.at.least(waitMs);
    }
    expect(letters).to.eql([
      {
        id: "burnt",
        topic: queue.topics[0],
        content: { cake: 1 },
        failures: 5,
        error: "The oven is cold.",
      },
    ]);
    // Looking at it does not remove it.
    expect(await broker.deadLetters(queue.name)).to.eql(letters);
  });

  it("has quorum queues, and keeps what is delivered often", async () => {
    queue.waitsMs = [10];
    const { broker, seen } = consume(async () => {
      throw new Error("The oven is cold.");
    }, open("quorum"));
    await publish(broker, {}, "burnt");
    const count = async () => (await broker.deadLetters(queue.name)).length;
    await until("a dead letter", async () => (await count()) === 1, quick);

    // RabbitMQ 4 removes it after twenty, unless the queue has another limit.
    for (let looked = 0; looked < 25; looked++) {
      await until("the letter again", async () => (await count()) === 1);
    }
    expect(seen).to.have.length(2);
    const connection = await connect(server.url);
    const channel = await connection.createChannel();
    channel.on("error", () => {});
    const classic = channel.assertQueue(`${queue.name}.dead`);
    expect((await errorOf(classic))?.message).to.match(/406.*inequivalent/s);
    await connection.close();
  });

  it("handles other messages while one waits", async () => {
    queue.waitsMs = [300];
    const { broker, seen } = consume(async ({ id, attempt }) => {
      if (id === "slow" && attempt === 1) throw new Error("later");
    });

    await publish(broker, {}, "slow");
    await publish(broker, {}, "next");
    await until("both", () => seen.length === 3);

    expect(ids(seen)).to.eql(["slow", "next", "slow"]);
  });

  it("puts chosen dead letters back, as new", async () => {
    queue.waitsMs = [];
    let isCold = true;
    const { broker, seen } = consume(async () => {
      if (isCold) throw new Error("The oven is cold.");
    });
    await publish(broker, {}, "a");
    await publish(broker, {}, "b");
    const count = async () => (await broker.deadLetters(queue.name)).length;
    await until("two dead letters", async () => (await count()) === 2);

    isCold = false;
    const requeued = await broker.requeue(queue.name, ["b"]);
    await until("the attempt", () => seen.length === 3);

    expect(requeued).to.equal(1);
    expect(seen[2]).to.include({ id: "b", attempt: 1 });
    const [left, ...others] = await broker.deadLetters(queue.name);
    expect(left?.id).to.equal("a");
    expect(others).to.eql([]);
    expect(await broker.requeue(queue.name)).to.equal(1);
  });

  it("has no dead letters of a queue that does not exist yet", async () => {
    const broker = open();

    for (const visit of [broker.deadLetters, broker.requeue]) {
      const error = await errorOf(visit(queue.name));
      expect(error).to.be.instanceOf(NotFound);
      expect(error?.message).to.include(`no queue ${queue.name}`);
    }

    await declareOnly();
    const letters = () => broker.deadLetters(queue.name);
    expect(await until("a connection", letters, quick)).to.eql([]);
  });

  it("makes a dead letter of what is not JSON, at once", async () => {
    const { broker, seen } = consume();
    await publish(broker, {}, "first");
    const connection = await connect(server.url);
    const channel = await connection.createConfirmChannel();
    channel.sendToQueue(queue.name, Buffer.from("{"), { messageId: "half" });
    await channel.waitForConfirms();
    await connection.close();

    await until("a dead letter", async () => {
      const found = await broker.deadLetters(queue.name);
      return found.length > 0;
    });

    const [letter] = await broker.deadLetters(queue.name);
    expect(letter).to.include({ id: "half", content: undefined, failures: 1 });
    expect(ids(seen)).to.eql(["first"]);
  });

  it("makes a dead letter of what the handler refuses, at once", async () => {
    const { broker, seen } = consume(async ({ id }) => {
      if (id === "raw") throw new Invalid("Not acceptable: cake.");
    });
    await publish(broker, {}, "raw");

    await until("a dead letter", async () => {
      const [letter] = await broker.deadLetters(queue.name);
      expect(letter).to.include({ id: "raw", failures: 1 });
    });

    expect(ids(seen)).to.eql(["raw"]);
    // Refused again at once, it is not put back again and again.
    expect(await broker.requeue(queue.name)).to.equal(1);
    await until("another attempt", () => seen.length === 2);
  });

  /** A subscriber, all that it has been given, and how often it has begun. */
  async function subscribe() {
    const broker = open();
    const seen: Message[] = [];
    const counts = { starts: 0 };
    await broker.subscribe({
      topics: queue.topics,
      onStart: () => counts.starts++,
      onMessage(message) {
        seen.push(message);
        if (message.content === "broken") throw new Error("Not acceptable.");
      },
    });
    await until("a subscription", () => counts.starts === 1, quick);
    return { broker, seen, counts };
  }

  const contents = (seen: Message[]) => seen.map(({ content }) => content);

  it("announces a message to every subscriber, and stores it in no queue", async () => {
    const broker = open();
    const [topic] = queue.topics;
    await broker.announce(topic, "lost");
    const subscribers = [await subscribe(), await subscribe()];

    await broker.announce(topic, "broken");
    await broker.announce(topic, { cake: "Käse" });

    for (const { seen } of subscribers) {
      await until("the messages", () => seen.length > 1);
      expect(contents(seen)).to.eql(["broken", { cake: "Käse" }]);
      expect(seen[1]).to.include({ topic, attempt: 1 });
    }
    // The queue of a subscriber ends with it.
    await Promise.all(subscribers.map((it) => it.broker.close()));
    opened = [broker];
    const gone = () =>
      broker.publish(topic, {}).then(
        () => false,
        ({ message }) => message === `No queue for ${topic}.`,
      );
    await until("no queue", gone);
  });

  itRestarts("subscribes again after a restart, and says so", async () => {
    const broker = open();
    const { seen, counts } = await subscribe();

    await server.kill();
    const error = await errorOf(broker.announce(queue.topics[0], "lost"));
    await server.start();
    await until("a subscription", () => counts.starts === 2, quick);
    await until(
      "a connection",
      () => broker.announce(queue.topics[0], "after").then(() => true),
      quick,
    );

    await until("the message", () => contents(seen).includes("after"));
    expect(error).to.be.instanceOf(Unavailable);
    expect(contents(seen)).to.eql(["after"]);
  });

  it("gives each consumer one message at a time", async () => {
    await declareOnly();
    const most = [0, 0];
    const counts = [0, 0];
    const bakers = most.map((_, i) => {
      let inFlight = 0;
      return consume(async () => {
        most[i] = Math.max(most[i] as number, ++inFlight);
        const paceMs = 5;
        await pause(paceMs);
        inFlight--;
        (counts[i] as number)++;
      });
    });
    await Promise.all(bakers.map(({ ready }) => ready));
    const broker = open();
    for (let i = 0; i < 40; i++) await publish(broker, {}, `${i}`);

    const seen = () => bakers.flatMap((baker) => ids(baker.seen));
    await until("all messages", () => new Set(seen()).size >= 40, quick);

    expect(most).to.eql([1, 1]);
    expect(Math.min(...counts)).to.be.at.least(10);
  });

  it("finishes the message in flight when it is closed", async () => {
    await declareOnly();
    let finish = () => {};
    const { broker, seen } = consume(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    await publish(broker, {}, "current");
    await publish(broker, {}, "next");
    await until("the first", () => seen.length === 1);

    const closed = broker.close();
    finish();
    await closed;

    const other = consume();
    await until("the second", () => other.seen.length === 1, quick);
    expect(other.seen[0]).to.include({ id: "next", attempt: 1 });
  });

  it("continues the trace of the publisher in the handler", async () => {
    const inside: unknown[] = [];
    const { broker, seen } = consume(async () => {
      inside.push(context.getContext()?.traceId);
      if (inside.length === 1) throw new Error("once more");
    });
    await until("the queue", () => broker.publish(queue.topics[0], {}));
    await until("an untraced message", () => seen.length === 2);
    inside.length = 0;

    const root = tracer.createRootId();
    await tracer.letId(root, () => broker.publish(queue.topics[0], {}));
    await until("the retry", () => inside.length === 2);
    await until("the spans", () => flush().then(() => spans.length === 3));

    const producer = spans.find(({ kind }) => kind === "PRODUCER");
    const consumers = spans.filter((span) => span !== producer);
    expect(producer?.parentId).to.equal(root.spanId);
    expect(producer?.name).to.equal(`publish ${queue.topics[0]}`);
    for (const { localEndpoint, remoteEndpoint } of spans) {
      expect(localEndpoint.serviceName).to.equal("bakery");
      expect(remoteEndpoint.serviceName).to.equal("rabbitmq");
    }
    for (const span of consumers) {
      expect(span).to.include({ kind: "CONSUMER", parentId: producer?.id });
      expect(span.traceId).to.equal(root.traceId);
      expect(span.tags.queue).to.equal(queue.name);
    }
    expect(consumers.map(({ tags }) => tags.error)).to.have.members([
      "once more",
      undefined,
    ]);
    expect(inside).to.eql([root.traceId, root.traceId]);
  });

  it("counts messages by their outcomes", async () => {
    queue.waitsMs = [1];
    const { broker, seen } = consume(async ({ attempt }) => {
      if (attempt === 1) throw new Error("once more");
    });
    await publish(broker, {}, "counted");
    await until("both attempts", () => seen.length === 2);

    const counts = await until("the counts", async () => {
      const text = await register.metrics();
      const lines = text.split("\n").filter((one) => one.includes(queue.name));
      return lines.some((one) => one.includes('"done"')) && lines.join("\n");
    });
    const of = (outcome: string) =>
      `broker_consumed_total{queue="${queue.name}",outcome="${outcome}"} 1`;
    expect(counts).to.include(of("retry")).and.include(of("done"));
    expect(await register.metrics()).to.include(
      `broker_connected{connection="consumer of ${queue.name}"} 1`,
    );
  });
}
