import { type Message as QueuedMessage, Queue as SmqpQueue } from "smqp";
import { type Consumer, createConsumers } from "./consumers.ts";
import { createExpiry } from "./expiry.ts";
import { type Entry, sizeOf } from "./message.ts";
import type { QueueArguments } from "./queue-arguments.ts";

export type QueueDefinition = {
  name: string;
  durable: boolean;
  autoDelete: boolean;
  exclusive: boolean;
  arguments: QueueArguments;
};

/** What a queue reports to the broker. */
export type QueueEvents = {
  delivered(entry: Entry): void;
  removed(entry: Entry): void;
  /** Removed without an acknowledgement, for the reason in the entry. */
  died(entry: Entry, queue: Queue): void;
  /** Some messages may have expired. */
  awake(queue: Queue): void;
};

export type Queue = ReturnType<typeof createQueue>;
export type Delivery = QueuedMessage & { content: Entry };

/** A queue of smqp, with the limits and the fairness of RabbitMQ. */
export function createQueue(definition: QueueDefinition, events: QueueEvents) {
  const { name, arguments: limits } = definition;
  const smqp = new SmqpQueue(name, { autoDelete: false }, {
    name,
    emit: heed,
    on: () => {},
    off: () => {},
  } as never);
  const consumers = createConsumers(smqp, events);
  const expiry = createExpiry(smqp, () => events.awake(queue));

  function heed(event: string, content: { message: Delivery }): void {
    if (event === "queue.message.consumed.ack") {
      events.removed(content.message.content);
    }
    if (event === "queue.message.consumed.nack") {
      const entry = content.message.content;
      entry.reason ??= "expired";
      events.died(entry, queue);
    }
  }

  const ready = () => smqp.messages.filter(({ pending }) => !pending);

  function isFull(extra: Entry[]): boolean {
    const { "x-max-length": most, "x-max-length-bytes": bytes } = limits;
    if (most === undefined && bytes === undefined) return false;
    const entries = [...ready().map(({ content }) => content), ...extra];
    const total = entries.reduce((sum, one) => sum + sizeOf(one.message), 0);
    const { POSITIVE_INFINITY: none } = Number;
    return entries.length > (most ?? none) || total > (bytes ?? none);
  }

  function add(entry: Entry): void {
    const { id, at, expiresAt } = entry;
    smqp.queueMessage({ redelivered: entry.isDelivered } as never, entry, {
      // Otherwise smqp would make a random one.
      messageId: String(id),
      timestamp: at,
      // Makes smqp report how the message has ended.
      confirm: true,
      ...(expiresAt !== undefined && { expiration: expiresAt - at || 1 }),
    });
    consumers.serve();
    while (isFull([])) drop(smqp.get() as Delivery, "maxlen");
    if (expiresAt !== undefined) expiry.schedule(expiresAt);
  }

  function drop(message: Delivery, reason: Entry["reason"]): void {
    message.content.reason = reason as "rejected";
    message.nack(false, false);
  }

  /** A message that was given back too often is removed. */
  function requeue(message: Delivery): void {
    const entry = message.content;
    entry.returns = (entry.returns ?? 0) + 1;
    const { "x-delivery-limit": most = Number.POSITIVE_INFINITY } = limits;
    if (entry.returns > most) drop(message, "delivery_limit");
    else message.nack(false, true);
  }

  const queue = {
    definition,
    hasOverflow: limits["x-overflow"] === "reject-publish",
    add,
    /** Whether a publisher is refused; otherwise the oldest message goes. */
    refuses: (entry: Entry) => queue.hasOverflow && isFull([entry]),
    entries: (): Entry[] => smqp.messages.map(({ content }) => content),
    readyCount: () => ready().length,
    consumerCount: () => smqp.consumerCount,
    isExclusivelyConsumed: () => smqp.exclusive,

    get: () => (smqp.get() || undefined) as Delivery | undefined,
    /** An expired message is removed before others are delivered. */
    serve(): void {
      smqp.evictExpired();
      consumers.serve();
    },
    noteDelivered: (message: Delivery) => events.delivered(message.content),
    ack: (message: Delivery) => message.ack(false),
    requeue,
    reject: (message: Delivery) => drop(message, "rejected"),
    consume: (consumer: Consumer) => consumers.add(consumer),
    cancel: (consumer: Consumer) => consumers.remove(consumer),

    /** Removes what is not being processed. */
    purge(): number {
      const entries = ready().map(({ content }) => content as Entry);
      smqp.purge();
      entries.forEach(events.removed);
      return entries.length;
    },

    /** Removes all messages; the consumers learn of it. */
    remove(): void {
      const entries = queue.entries();
      expiry.stop();
      smqp.delete();
      entries.forEach(events.removed);
      consumers.dismiss();
    },

    stop: () => expiry.stop(),
  };
  return queue;
}
