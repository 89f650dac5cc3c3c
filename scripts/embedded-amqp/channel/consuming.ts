import { randomUUID } from "node:crypto";
import type { Consumer } from "../broker/consumers.ts";
import type { Delivery, Queue } from "../broker/queue.ts";
import { AmqpError, notImplemented } from "../errors.ts";
import type { Fields } from "../wire/codec.ts";
import type { Method, Session } from "./channel.ts";
import type { Deliveries } from "./deliveries.ts";
import { findQueue } from "./queue-methods.ts";

type Consume = {
  queue: string;
  consumerTag: string;
  noAck: boolean;
  exclusive: boolean;
  nowait: boolean;
  arguments: Fields;
};
type Qos = { prefetchSize: number; prefetchCount: number; global: boolean };

/** The consumers of a channel, and how many messages each may have. */
export function createConsuming(session: Session, deliveries: Deliveries) {
  const { connection, send } = session;
  const consumers = new Map<string, { consumer: Consumer; queue: Queue }>();
  let prefetch = 0;
  let channelPrefetch = 0;

  function createConsumer(tag: string, queue: Queue, noAck: boolean) {
    const most = prefetch || Number.POSITIVE_INFINITY;
    let unacked = 0;
    const isBelowLimits = () =>
      noAck ||
      (unacked < most &&
        (channelPrefetch === 0 || deliveries.count() < channelPrefetch));

    function deliver(message: Delivery): void {
      const onEnd = () => {
        unacked--;
      };
      if (!noAck) unacked++;
      const deliveryTag = deliveries.note({ message, queue, onEnd }, noAck);
      const { exchange, routingKey } = message.content.message;
      const redelivered = Boolean(message.fields.redelivered);
      session.sendContent(
        "BasicDeliver",
        { consumerTag: tag, deliveryTag, redelivered, exchange, routingKey },
        message.content.message,
      );
    }

    return {
      hasCredit: () => isBelowLimits() && connection.hasRoom(),
      deliver,
      dismissed(): void {
        consumers.delete(tag);
        send("BasicCancel", { consumerTag: tag, nowait: true });
      },
    };
  }

  function consume(fields: Consume): void {
    const queue = findQueue(session, fields.queue);
    const tag = fields.consumerTag || `amq.ctag-${randomUUID()}`;
    checkConsume(fields, queue);
    if (connection.hasConsumer(tag)) {
      const why = `attempt to reuse consumer tag '${tag}'`;
      throw new AmqpError("NOT_ALLOWED", why);
    }
    const { noAck, exclusive } = fields;
    const part = createConsumer(tag, queue, noAck);
    const consumer = { ...part, id: randomUUID(), noAck, exclusive };
    consumers.set(tag, { consumer, queue });
    // Before the first delivery.
    if (!fields.nowait) send("BasicConsumeOk", { consumerTag: tag });
    queue.consume(consumer);
  }

  function cancel(tag: string): void {
    const found = consumers.get(tag);
    if (!found) return;
    consumers.delete(tag);
    found.queue.cancel(found.consumer);
    const { definition, consumerCount } = found.queue;
    if (!definition.autoDelete || consumerCount() > 0) return;
    session.broker.deleteQueue(found.queue);
  }

  const methods: Record<string, Method> = {
    BasicConsume: consume,

    BasicCancel({ consumerTag, nowait }: Consume) {
      cancel(consumerTag);
      if (!nowait) send("BasicCancelOk", { consumerTag });
    },

    BasicQos({ prefetchSize, prefetchCount, global }: Qos) {
      if (prefetchSize > 0) throw notImplemented("prefetch_size!=0");
      // In RabbitMQ, "global" means all consumers of a channel together.
      if (global) channelPrefetch = prefetchCount;
      else prefetch = prefetchCount;
      send("BasicQosOk");
    },
  };

  return {
    methods,
    has: (tag: string) => consumers.has(tag),
    serve(): void {
      for (const { queue } of consumers.values()) queue.serve();
    },
    cancelAll(): void {
      for (const tag of [...consumers.keys()]) cancel(tag);
    },
  };
}

function checkConsume(fields: Consume, queue: Queue): void {
  const [argument] = Object.keys(fields.arguments);
  if (argument) throw notImplemented(`consumer argument '${argument}'`);
  const isTaken =
    queue.isExclusivelyConsumed() ||
    (fields.exclusive && queue.consumerCount() > 0);
  if (!isTaken) return;
  const { name } = queue.definition;
  const why = `queue '${name}' in vhost '/' in exclusive use`;
  throw new AmqpError("ACCESS_REFUSED", why);
}
