import type { Queue as SmqpQueue } from "smqp";
import type { Entry } from "./message.ts";
import type { Delivery } from "./queue.ts";

export type Consumer = {
  /** Unique in the server. */
  id: string;
  noAck: boolean;
  exclusive: boolean;
  /** Whether it may get one more message. */
  hasCredit(): boolean;
  deliver(message: Delivery): void;
  /** Called when its queue is deleted. */
  dismissed(): void;
};

type Events = { delivered(entry: Entry): void };

/**
 * The consumers of a queue take turns: the next message is for the one whose
 * last message is the longest ago. smqp alone would prefer the first one.
 */
export function createConsumers(queue: SmqpQueue, events: Events) {
  let turns: Consumer[] = [];
  const isNext = (consumer: Consumer) =>
    turns.find(({ hasCredit }) => hasCredit()) === consumer;

  function serve(): void {
    while (queue.consumeNext());
  }

  function deliver(consumer: Consumer, message: Delivery): void {
    turns = [...turns.filter((one) => one !== consumer), consumer];
    if (!consumer.noAck) events.delivered(message.content);
    consumer.deliver(message);
  }

  return {
    serve,

    add(consumer: Consumer): void {
      turns.unshift(consumer);
      queue.consume(
        (_routingKey, message) => deliver(consumer, message as Delivery),
        {
          consumerTag: consumer.id,
          noAck: consumer.noAck,
          exclusive: consumer.exclusive,
          prefetch: Number.POSITIVE_INFINITY,
          capacity: () => (isNext(consumer) ? 1 : 0),
        },
      );
      serve();
    },

    /** What it has not acknowledged stays with its channel. */
    remove(consumer: Consumer): void {
      turns = turns.filter((one) => one !== consumer);
      queue.cancel(consumer.id, { keepPending: true });
      serve();
    },

    dismiss(): void {
      for (const consumer of turns.splice(0)) consumer.dismissed();
    },
  };
}
