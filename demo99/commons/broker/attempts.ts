import { setTimeout as delay } from "node:timers/promises";
import type { ConsumeMessage } from "amqplib";
import type { Consume } from "#commons/broker/consumers.ts";
import {
  decode,
  failuresOf,
  propertiesAfter,
} from "#commons/broker/message.ts";
import { consumed, handlerSeconds } from "#commons/broker/metrics.ts";
import type { Publisher } from "#commons/broker/publisher.ts";
import {
  deadQueue,
  type Queue,
  retryQueue,
  waitsOf,
} from "#commons/broker/queues.ts";
import {
  type Recorder,
  rabbitMq,
  traceConsumer,
} from "#commons/broker/trace-messages.ts";
import { Invalid } from "#commons/errors.ts";
import type { Log } from "#commons/log.ts";

type Parts = Recorder & {
  queue: Queue;
  handle: Consume;
  publisher: Publisher;
  log: Log;
};

const pauseMs = 1_000;

/** The content is not JSON, or not what the handler takes. */
const isPermanent = (error: Error) =>
  error instanceof SyntaxError || error instanceof Invalid;

/**
 * Handles a message once; after a failure, moves it to the queue of the next
 * wait, or to the dead letters. False if it has to be delivered again.
 */
export function createAttempts(parts: Parts) {
  const { queue, handle, publisher, log } = parts;
  const waits = waitsOf(queue);

  /** The copy is stored before the message itself is acknowledged. */
  async function move(raw: ConsumeMessage, error: Error): Promise<void> {
    const failures = failuresOf(raw) + 1;
    const waitMs = isPermanent(error) ? undefined : waits[failures - 1];
    const isDead = waitMs === undefined;
    const target = isDead
      ? deadQueue(queue.name)
      : retryQueue(queue.name, waitMs);
    await publisher.send("", target, raw.content, propertiesAfter(raw, error));
    consumed.inc({ queue: queue.name, outcome: isDead ? "dead" : "retry" });
    const next = isDead ? "is a dead letter" : `again in ${waitMs} ms`;
    const { messageId } = raw.properties;
    const what = `${queue.name} ${messageId}: failure ${failures}, ${next}`;
    log[isDead ? "error" : "warn"](`${what}: ${error.message}`);
  }

  async function run(raw: ConsumeMessage): Promise<void> {
    const end = handlerSeconds.startTimer({ queue: queue.name });
    const { headers, type } = raw.properties;
    const tags = { queue: queue.name };
    const of = { b3: headers?.b3, topic: type, from: rabbitMq, tags };
    try {
      await traceConsumer(parts, of, async () => handle(decode(raw)));
      consumed.inc({ queue: queue.name, outcome: "done" });
    } finally {
      end();
    }
  }

  return async function attempt(raw: ConsumeMessage): Promise<boolean> {
    try {
      if (raw.fields.redelivered) {
        // The attempt before has ended with its process or connection.
        const lost = new Error("its consumer was lost");
        const isMoved = await move(raw, lost).then(
          () => true,
          () => false,
        );
        // A broker without room for a copy must be emptied all the same.
        if (isMoved) return true;
      }
      await run(raw);
      return true;
    } catch (error) {
      return move(raw, error as Error).then(
        () => true,
        () => delay(pauseMs, false),
      );
    }
  };
}
