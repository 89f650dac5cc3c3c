import { randomUUID } from "node:crypto";
import type { ConfirmChannel, Options } from "amqplib";
import type { Link } from "#commons/broker/link.ts";
import { published } from "#commons/broker/metrics.ts";
import { declareExchange, exchange } from "#commons/broker/queues.ts";
import {
  type Recorder,
  traceProducer,
} from "#commons/broker/trace-messages.ts";
import { Unavailable } from "#commons/errors.ts";

type PublishOptions = {
  /** Identifies the message, for consumers that have seen it before. */
  id?: string;
  /** The trace it belongs to, by default the current one. */
  b3?: string | undefined;
  /** Only for the subscribers of this moment: none is needed. */
  isTransient?: boolean;
};

const timeoutMs = 2_000;

export type Publisher = ReturnType<typeof createPublisher>;

/** Publishes messages, and waits for the broker's confirmations. */
export function createPublisher(link: Link, recorder: Recorder) {
  const returned = new Set<string>();
  let count = 0;

  async function prepare(channel: ConfirmChannel): Promise<void> {
    await declareExchange(channel);
    channel.on("return", ({ properties }) => {
      returned.add(properties.correlationId);
    });
  }

  /** Sends bytes to an exchange; resolves once they are stored. */
  async function send(
    to: string,
    key: string,
    content: Buffer,
    properties: Options.Publish,
  ): Promise<void> {
    await link.start(prepare);
    const channel = await link.channel();
    const correlationId = `${++count}`;
    const options = { mandatory: true, ...properties, correlationId };
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string, cause?: Error) => {
        clearTimeout(timer);
        reject(new Unavailable(why, { cause }));
      };
      const timer = setTimeout(fail, timeoutMs, "The broker does not answer.");
      channel.publish(to, key, content, options, (error) => {
        if (error) return fail("The broker has not taken a message.", error);
        if (returned.delete(correlationId)) return fail(`No queue for ${key}.`);
        clearTimeout(timer);
        resolve();
      });
    });
  }

  async function publish(
    topic: string,
    content: unknown,
    { id = randomUUID(), b3, isTransient = false }: PublishOptions = {},
  ): Promise<void> {
    const body = Buffer.from(JSON.stringify(content));
    try {
      await traceProducer(recorder, { topic, id, b3 }, (headers) =>
        send(exchange, topic, body, {
          messageId: id,
          type: topic,
          timestamp: Math.floor(Date.now() / 1_000),
          contentType: "application/json",
          persistent: !isTransient,
          mandatory: !isTransient,
          headers,
        }),
      );
      published.inc({ topic, outcome: "confirmed" });
    } catch (error) {
      published.inc({ topic, outcome: "failed" });
      throw error;
    }
  }

  return {
    send,
    publish,

    async ping(): Promise<void> {
      await link.start(prepare);
      const channel = await link.channel();
      await channel.checkExchange(exchange);
    },
  };
}
