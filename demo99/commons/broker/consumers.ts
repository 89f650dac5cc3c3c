import type { ConfirmChannel, ConsumeMessage } from "amqplib";
import { createAttempts } from "#commons/broker/attempts.ts";
import type { Link } from "#commons/broker/link.ts";
import type { Message } from "#commons/broker/message.ts";
import type { Publisher } from "#commons/broker/publisher.ts";
import {
  declareQueue,
  type Queue,
  type QueueType,
} from "#commons/broker/queues.ts";
import type { Recorder } from "#commons/broker/trace-messages.ts";
import type { Log } from "#commons/log.ts";

export type Consume = (message: Message) => Promise<unknown>;

type Parts = Recorder & {
  open: (what: string) => Link;
  publisher: Publisher;
  queueType?: QueueType;
  log: Log;
};

/** The consumers of a service: each has a connection, and one message. */
export function createConsumers({
  open,
  queueType = "classic",
  ...parts
}: Parts) {
  const inFlight = new Set<Promise<void>>();
  const cancels = new Map<Queue, () => Promise<unknown>>();
  let isStopping = false;

  /** Declares the queue and consumes it, as soon as there is a connection. */
  async function add(queue: Queue, handle: Consume): Promise<void> {
    const link = open(`consumer of ${queue.name}`);
    const attempt = createAttempts({ ...parts, queue, handle });

    async function process(channel: ConfirmChannel, raw: ConsumeMessage) {
      const isDone = await attempt(raw);
      try {
        if (isDone) channel.ack(raw);
        else channel.nack(raw);
      } catch {
        // The channel is closed: the broker delivers the message again.
      }
    }

    await link.start(async (channel) => {
      if (isStopping) return;
      await declareQueue(channel, queue, queueType);
      await channel.prefetch(1);
      const { consumerTag } = await channel.consume(queue.name, (raw) => {
        // Without a message: the queue was deleted.
        if (!raw) return void channel.close().catch(() => {});
        const work = process(channel, raw).finally(() => inFlight.delete(work));
        inFlight.add(work);
      });
      cancels.set(queue, () => channel.cancel(consumerTag));
    });
  }

  return {
    add,
    /** Takes no more messages, and finishes those in flight. */
    async stop(): Promise<void> {
      isStopping = true;
      // A message that is only given back would count as a failed attempt.
      const cancelled = [...cancels.values()].map((cancel) => cancel());
      await Promise.allSettled(cancelled);
      await Promise.all(inFlight);
    },
  };
}
