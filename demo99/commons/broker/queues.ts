import type { ConfirmChannel } from "amqplib";

/** A durable queue, and the topics whose messages it gets. */
export type Queue = {
  name: string;
  /** Such as "user.created"; "user.*" for one word, "user.#" for any. */
  topics: string[];
  /**
   * How long a message waits before each further attempt. The default covers
   * an outage of a minute.
   */
  waitsMs?: number[];
};

/** Quorum queues are copied to several nodes of a cluster of RabbitMQ. */
export type QueueType = "classic" | "quorum";

/**
 * More than any message has: the consumers count failures themselves, and
 * RabbitMQ would remove a message after twenty deliveries.
 */
const mostDeliveries = 1_000_000;

const argumentsOf = (type: QueueType) =>
  type === "quorum"
    ? { "x-queue-type": type, "x-delivery-limit": mostDeliveries }
    : {};

/** The exchange of all topics. */
export const exchange = "store";

const usualWaitsMs = [1_000, 5_000, 20_000, 45_000];

export const waitsOf = ({ waitsMs = usualWaitsMs }: Queue) => waitsMs;
export const deadQueue = (queue: string) => `${queue}.dead`;
export const retryQueue = (queue: string, waitMs: number) =>
  `${queue}.retry-${waitMs}`;

export async function declareExchange(channel: ConfirmChannel) {
  await channel.assertExchange(exchange, "topic", { durable: true });
}

/**
 * Declares a queue with its topics, the queue of its dead letters, and one for
 * each wait, whose messages expire and return to it.
 */
export async function declareQueue(
  channel: ConfirmChannel,
  queue: Queue,
  type: QueueType,
) {
  const { name, topics } = queue;
  const usual = { durable: true, arguments: argumentsOf(type) };
  await declareExchange(channel);
  await channel.assertQueue(deadQueue(name), usual);
  for (const waitMs of waitsOf(queue)) {
    await channel.assertQueue(retryQueue(name, waitMs), {
      ...usual,
      messageTtl: waitMs,
      deadLetterExchange: "",
      deadLetterRoutingKey: name,
    });
  }
  await channel.assertQueue(name, usual);
  for (const topic of topics) await channel.bindQueue(name, exchange, topic);
}
