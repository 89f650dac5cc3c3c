import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect as connectSocket } from "node:net";
import {
  type ChannelModel,
  type ConfirmChannel,
  type ConsumeMessage,
  connect,
  type GetMessage,
} from "amqplib";
import { expect } from "chai";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { startEmbeddedAmqp } from "../server.ts";

describe("the embedded broker", () => {
  let server: Awaited<ReturnType<typeof startEmbeddedAmqp>>;
  let connection: ChannelModel;
  let channel: ConfirmChannel;
  let queue: string;

  before(async () => {
    server = await startEmbeddedAmqp();
  });

  after(() => server.close());

  beforeEach(async () => {
    connection = await connect(server.url);
    connection.on("error", () => {});
    channel = await open();
    queue = `cakes-${randomUUID()}`;
    await channel.assertQueue(queue);
  });

  afterEach(() => connection.close().catch(() => {}));

  async function open() {
    const opened = await connection.createConfirmChannel();
    opened.on("error", () => {});
    return opened;
  }

  async function send(to: string, ...texts: string[]) {
    for (const text of texts) channel.sendToQueue(to, Buffer.from(text));
    await channel.waitForConfirms();
  }

  /** Collects what a consumer gets; it acknowledges nothing. */
  async function collect(from: string, on = channel, options = {}) {
    const seen: ConsumeMessage[] = [];
    const { consumerTag } = await on.consume(
      from,
      (message) => message && seen.push(message),
      options,
    );
    return { seen, consumerTag };
  }

  const textOf = ({ content }: { content: Buffer }) => content.toString();
  const codeOf = (work: PromiseLike<unknown>) =>
    Promise.resolve(work).then(
      () => "no error",
      (error: { code?: number; message: string }) => error.code,
    );
  const countOf = async (name: string) =>
    (await channel.checkQueue(name)).messageCount;

  it("keeps the bytes and the properties of a message", async () => {
    const content = Buffer.alloc(300_000, "ü");
    const headers = { count: 1, list: [true, null], inner: { a: "b" } };
    channel.sendToQueue(queue, content, { headers, messageId: "1" });
    await channel.waitForConfirms();

    const got = await channel.get(queue);

    if (!got) throw new Error("no message");
    expect(got.content.equals(content)).to.equal(true);
    expect(got.properties).to.deep.include({ headers, messageId: "1" });
    expect(got.fields).to.include({ routingKey: queue, redelivered: false });
  });

  it("routes by direct, topic and fanout exchanges, once a queue", async () => {
    for (const type of ["direct", "topic", "fanout"]) {
      const name = `${type}-${queue}`;
      await channel.assertExchange(name, type);
      await channel.bindQueue(queue, name, "cake.baked");
      await channel.bindQueue(queue, name, "cake.*");
      channel.publish(name, "cake.baked", Buffer.from(`${type} same`));
      channel.publish(name, "cake.eaten", Buffer.from(`${type} other`));
    }
    await channel.waitForConfirms();

    const { seen } = await collect(queue);
    await until("all", () => seen.length === 5);
    expect(seen.map(textOf)).to.eql([
      "direct same",
      "topic same",
      "topic other",
      "fanout same",
      "fanout other",
    ]);
  });

  it("returns a mandatory message without a queue, then confirms", async () => {
    const events: string[] = [];
    channel.on("return", ({ fields }) =>
      events.push((fields as unknown as { replyText: string }).replyText),
    );
    const options = { mandatory: true };
    channel.publish("", "nowhere", Buffer.of(1), options, () =>
      events.push("confirmed"),
    );
    await channel.waitForConfirms();

    expect(events).to.eql(["NO_ROUTE", "confirmed"]);
  });

  it("delivers again, and says so, what was not acknowledged", async () => {
    await send(queue, "a", "b");
    const other = await open();
    const { seen } = await collect(queue, other);
    await until("both", () => seen.length === 2);
    other.ack(seen[0] as ConsumeMessage);
    await other.close();

    const again = await collect(queue);
    await until("the rest", () => again.seen.length === 1);
    expect(again.seen.map(textOf)).to.eql(["b"]);
    expect(again.seen[0]?.fields.redelivered).to.equal(true);
  });

  it("delivers again what a lost connection leaves", async () => {
    await send(queue, "a");
    const lost = await connect(server.url);
    lost.on("error", () => {});
    const { seen } = await collect(queue, await lost.createConfirmChannel());
    await until("the message", () => seen.length === 1);
    const { stream } = lost.connection as unknown as {
      stream: { destroy(): void };
    };
    stream.destroy();

    const again = await collect(queue);
    await until("the message again", () => again.seen.length === 1);
    expect(again.seen[0]?.fields.redelivered).to.equal(true);
  });

  it("never has more than the prefetch count in flight", async () => {
    await channel.prefetch(2);
    await send(queue, "a", "b", "c");

    const { seen } = await collect(queue);
    await until("two", () => seen.length === 2);
    // A reply after these deliveries: there are no more of them.
    await channel.checkQueue(queue);
    expect(seen).to.have.length(2);

    channel.ack(seen[1] as ConsumeMessage, true);
    await until("the third", () => seen.length === 3);
  });

  it("serves consumers in turn", async () => {
    const first = await collect(queue);
    const second = await collect(queue);

    await send(queue, "a", "b", "c", "d");
    await until("all", () => first.seen.length + second.seen.length === 4);

    expect(first.seen).to.have.length(2);
    expect(second.seen).to.have.length(2);
  });

  it("keeps what a cancelled consumer has not acknowledged", async () => {
    await send(queue, "a");
    const { seen, consumerTag } = await collect(queue);
    await until("the message", () => seen.length === 1);
    await channel.cancel(consumerTag);

    expect(await countOf(queue)).to.equal(0);
    channel.nack(seen[0] as ConsumeMessage);
    expect(await countOf(queue)).to.equal(1);
  });

  describe("dead letters", () => {
    let dead: string;

    async function declare(options: Record<string, unknown>) {
      dead = `dead-${queue}`;
      const name = `limited-${queue}`;
      await channel.assertQueue(dead);
      await channel.assertQueue(name, {
        deadLetterExchange: "",
        deadLetterRoutingKey: dead,
        ...options,
      });
      return name;
    }

    async function letter() {
      const got = await until("a dead letter", () => channel.get(dead));
      if (!got) throw new Error("no dead letter");
      return got;
    }

    it("are rejected messages, with a history", async () => {
      const name = await declare({});
      await send(name, "a");
      const got = await channel.get(name);
      if (!got) throw new Error("no message");
      channel.reject(got, false);

      const { properties, content } = await letter();
      expect(content.toString()).to.equal("a");
      const { headers = {} } = properties;
      expect(headers["x-first-death-reason"]).to.equal("rejected");
      const [death] = headers["x-death"] ?? [];
      expect(death).to.deep.include({
        queue: name,
        reason: "rejected",
        count: 1,
        exchange: "",
        "routing-keys": [name],
      });
    });

    it("are messages that have expired, without a consumer", async () => {
      const name = await declare({ messageTtl: 30 });
      await send(name, "a");

      const { properties } = await letter();
      expect(properties.headers?.["x-first-death-reason"]).to.equal("expired");
      expect(await countOf(name)).to.equal(0);
    });

    it("are messages whose own time is over", async () => {
      const name = await declare({});
      channel.sendToQueue(name, Buffer.of(1), { expiration: 20 });

      const { properties } = await letter();
      expect(properties.expiration).to.equal(undefined);
      const [death] = properties.headers?.["x-death"] ?? [];
      expect(death).to.include({ "original-expiration": "20" });
    });

    it("are the oldest messages of a queue that is full", async () => {
      const name = await declare({ maxLength: 2 });
      await send(name, "a", "b", "c");

      const { content, properties } = await letter();
      expect(content.toString()).to.equal("a");
      expect(properties.headers?.["x-first-death-reason"]).to.equal("maxlen");
    });

    it("are made of what was given back too often", async () => {
      const limit = { "x-queue-type": "quorum", "x-delivery-limit": 1 };
      const name = await declare({ arguments: limit });
      await send(name, "a");

      for (const reason of [undefined, "delivery_limit"]) {
        expect(await channel.get(dead)).to.equal(false);
        const raw = await channel.get(name);
        channel.nack(raw as GetMessage);
        if (!reason) continue;
        const { properties } = await letter();
        expect(properties.headers?.["x-first-death-reason"]).to.equal(reason);
      }
    });

    it("do not go round between queues without a consumer", async () => {
      const [one, two] = [`one-${queue}`, `two-${queue}`];
      for (const [name, next] of [
        [one, two],
        [two, one],
      ] as const) {
        await channel.assertQueue(name, {
          messageTtl: 10,
          deadLetterExchange: "",
          deadLetterRoutingKey: next,
        });
      }
      await send(one, "a");

      await until("the end of the cycle", async () => {
        const counts = [await countOf(one), await countOf(two)];
        return counts.every((count) => count === 0);
      });
    });
  });

  describe("limits", () => {
    const outcome = (work: Promise<unknown>) =>
      work.then(
        () => "confirmed",
        (error: Error) => error.message,
      );

    it("refuse a message for a full queue with reject-publish", async () => {
      const name = `full-${queue}`;
      const options = { maxLength: 1, overflow: "reject-publish" } as const;
      await channel.assertQueue(name, options);
      await send(name, "a");

      expect(await outcome(send(name, "b"))).to.match(/nacked/);
      expect(await countOf(name)).to.equal(1);
    });

    it("refuse messages by their number and by their size", async () => {
      for (const limits of [{ messages: 1 }, { bytes: 100 }]) {
        const small = await startEmbeddedAmqp({ limits });
        const client = await connect(small.url);
        const to = await client.createConfirmChannel();
        await to.assertQueue("q");
        const content = Buffer.alloc(60);

        to.sendToQueue("q", content);
        await to.waitForConfirms();
        to.sendToQueue("q", content);
        expect(await outcome(to.waitForConfirms())).to.match(/nacked/);

        const got = await to.get("q", { noAck: true });
        expect(got).to.not.equal(false);
        to.sendToQueue("q", content);
        expect(await outcome(to.waitForConfirms())).to.equal("confirmed");
        await client.close();
        await small.close();
      }
    });

    it("close the connection of a publisher without confirms", async () => {
      const small = await startEmbeddedAmqp({ limits: { messages: 0 } });
      const client = await connect(small.url);
      const failed = once(client, "error");
      const to = await client.createChannel();
      await to.assertQueue("q");

      to.sendToQueue("q", Buffer.of(1));

      const [error] = await failed;
      expect(error.message).to.match(/506 .*no memory or disk space/);
      await small.close();
    });
  });

  describe("refusals", () => {
    const cases: [what: string, code: number, act: () => unknown][] = [
      ["a queue that does not exist", 404, () => channel.checkQueue("none")],
      ["an unknown exchange", 404, () => channel.bindQueue(queue, "none", "")],
      [
        "a queue declared differently",
        406,
        () => channel.assertQueue(queue, { durable: false }),
      ],
      [
        "a wrong argument",
        406,
        () =>
          channel.assertQueue("x", { arguments: { "x-message-ttl": "soon" } }),
      ],
      ["a reserved name", 403, () => channel.assertQueue("amq.mine")],
      ["the default exchange", 403, () => channel.bindQueue(queue, "", "x")],
      ["a headers exchange", 540, () => channel.assertExchange("x", "headers")],
      ["an unknown exchange type", 503, () => channel.assertExchange("x", "y")],
      [
        "an argument that has no effect here",
        540,
        () => channel.assertQueue("x", { maxPriority: 5 }),
      ],
      [
        "a stream",
        540,
        () =>
          channel.assertQueue("x", { arguments: { "x-queue-type": "stream" } }),
      ],
      [
        "a quorum queue of one connection",
        406,
        () =>
          channel.assertQueue("x", {
            exclusive: true,
            arguments: { "x-queue-type": "quorum" },
          }),
      ],
      [
        "a quorum queue without a disk",
        406,
        () =>
          channel.assertQueue("x", {
            durable: false,
            arguments: { "x-queue-type": "quorum" },
          }),
      ],
      [
        "a limit of deliveries of a classic queue",
        406,
        () =>
          channel.assertQueue("x", { arguments: { "x-delivery-limit": 2 } }),
      ],
      [
        "a consumer's priority",
        540,
        () => channel.consume(queue, () => {}, { priority: 1 }),
      ],
      [
        "bindings between exchanges",
        540,
        () => channel.bindExchange("amq.topic", "amq.fanout", ""),
      ],
    ];

    for (const [what, code, act] of cases) {
      it(`answer ${code} for ${what}`, async () => {
        const failures: number[] = [];
        const note = (error: Error) =>
          failures.push((error as Error & { code: number }).code);
        channel.on("error", note);
        connection.on("error", note);

        await codeOf(act() as Promise<unknown>);

        await until("the code", () => failures.length > 0);
        expect(failures[0]).to.equal(code);
      });
    }

    it("answer 406 for an unknown delivery tag", async () => {
      const failed = once(channel, "error");
      channel.ack({ fields: { deliveryTag: 9 } } as ConsumeMessage);

      expect((await failed)[0].code).to.equal(406);
    });

    it("answer 403 for a second consumer of an exclusive one", async () => {
      await channel.consume(queue, () => {}, { exclusive: true });
      const other = await open();
      const failed = once(other, "error");
      other.consume(queue, () => {}).catch(() => {});

      expect((await failed)[0].code).to.equal(403);
    });

    it("answer 405 for another connection's exclusive queue", async () => {
      const { queue: own } = await channel.assertQueue("", { exclusive: true });
      const other = await connect(server.url);
      const failed = once(other, "error").catch(() => {});
      const on = await other.createChannel();
      const closed = once(on, "error");
      on.checkQueue(own).catch(() => {});

      expect((await closed)[0].code).to.equal(405);
      await other.close();
      void failed;
    });

    it("close a connection that does not speak AMQP 0-9-1", async () => {
      const socket = connectSocket(server.port, "127.0.0.1");
      socket.write("GET / HTTP/1.1\r\n\r\n");

      const [answer] = await once(socket, "data");
      expect(answer.toString("latin1")).to.equal("AMQP\0\0\x09\x01");
      await once(socket, "close");
    });

    it("close a connection with malformed frames", async () => {
      const socket = connectSocket(server.port, "127.0.0.1");
      socket.write("AMQP\0\0\x09\x01");
      await once(socket, "data");
      socket.write(Buffer.alloc(64, 7));

      const [answer] = await once(socket, "data");
      expect(answer.toString("latin1")).to.match(/FRAME_ERROR/);
      socket.destroy();
    });
  });
});
