import type { ConsumeMessage } from "amqplib";
import type { Link } from "#commons/broker/link.ts";
import { decode, type Message } from "#commons/broker/message.ts";
import { declareExchange, exchange } from "#commons/broker/queues.ts";
import type { Log } from "#commons/log.ts";

export type Subscription = {
  topics: string[];
  onMessage: (message: Message) => void;
  onStart?: () => void;
};

type Parts = { open: (what: string) => Link; log: Log };

/** Each subscription has a connection, and a queue that ends with it. */
export function createSubscribers({ open, log }: Parts) {
  /** A message that cannot be handled is logged, and lost. */
  function handle(raw: ConsumeMessage, { onMessage }: Subscription): void {
    try {
      onMessage(decode(raw));
    } catch (error) {
      log.warn(`${raw.properties.type}: ${(error as Error).message}`);
    }
  }

  return {
    /** Subscribes as soon as there is a connection. */
    async add(subscription: Subscription): Promise<void> {
      const { topics, onStart = () => {} } = subscription;
      const link = open(`subscriber of ${topics.join(", ")}`);
      await link.start(async (channel) => {
        await declareExchange(channel);
        const { queue } = await channel.assertQueue("", {
          exclusive: true,
          durable: false,
        });
        for (const topic of topics) {
          await channel.bindQueue(queue, exchange, topic);
        }
        const take = (raw: ConsumeMessage | null) => {
          // Without a message: the queue was deleted.
          if (raw) handle(raw, subscription);
          else channel.close().catch(() => {});
        };
        await channel.consume(queue, take, { noAck: true });
        onStart();
      });
    },
  };
}
