import type { Delivery, Queue } from "../broker/queue.ts";
import { notImplemented, preconditionFailed } from "../errors.ts";
import type { Method, Session } from "./channel.ts";
import { findQueue } from "./queue-methods.ts";

type Unacked = { message: Delivery; queue: Queue; onEnd: () => void };
type Settle = { deliveryTag: number; multiple?: boolean; requeue?: boolean };

export type Deliveries = ReturnType<typeof createDeliveries>;

/** What this channel has got: tags, and the messages to be acknowledged. */
export function createDeliveries(session: Session) {
  const unacked = new Map<number, Unacked>();
  let lastTag = 0;

  /** The tag of a message, which is kept unless it needs no acknowledgement. */
  function note(entry: Unacked, noAck: boolean): number {
    lastTag++;
    if (!noAck) unacked.set(lastTag, entry);
    return lastTag;
  }

  /** Removes the messages that an acknowledgement is about; 0 means all. */
  function take({ deliveryTag, multiple = false }: Settle): Unacked[] {
    const tags = multiple
      ? [...unacked.keys()].filter((tag) => !deliveryTag || tag <= deliveryTag)
      : [deliveryTag];
    if (!unacked.has(deliveryTag) && !(multiple && deliveryTag === 0)) {
      throw preconditionFailed(`unknown delivery tag ${deliveryTag}`);
    }
    return tags.map((tag) => {
      const entry = unacked.get(tag) as Unacked;
      unacked.delete(tag);
      entry.onEnd();
      return entry;
    });
  }

  function acknowledge(settle: Settle): void {
    const taken = take(settle);
    for (const { queue, message } of taken) queue.ack(message);
    serve(taken);
  }

  function refuse(settle: Settle): void {
    const taken = take(settle);
    for (const { queue, message } of taken) {
      if (settle.requeue) queue.requeue(message);
      else queue.reject(message);
    }
    serve(taken);
  }

  function requeueAll(): void {
    if (unacked.size === 0) return;
    refuse({ deliveryTag: 0, multiple: true, requeue: true });
  }

  function serve(taken: Unacked[]): void {
    for (const queue of new Set(taken.map(({ queue }) => queue))) queue.serve();
  }

  function get({ queue: name, noAck }: { queue: string; noAck: boolean }) {
    const queue = findQueue(session, name);
    queue.serve();
    const message = queue.get();
    if (!message) return session.send("BasicGetEmpty");
    const { exchange, routingKey } = message.content.message;
    const fields = {
      deliveryTag: note({ message, queue, onEnd: () => {} }, noAck),
      redelivered: Boolean(message.fields.redelivered),
      exchange,
      routingKey,
      messageCount: queue.readyCount(),
    };
    if (noAck) queue.ack(message);
    else queue.noteDelivered(message);
    session.sendContent("BasicGetOk", fields, message.content.message);
  }

  const methods: Record<string, Method> = {
    BasicAck: acknowledge,
    BasicNack: refuse,
    BasicReject: refuse,
    BasicGet: get,
    BasicRecover({ requeue }: { requeue: boolean }) {
      if (!requeue) throw notImplemented("recover with requeue=false");
      requeueAll();
      session.send("BasicRecoverOk");
    },
  };

  return { methods, note, requeueAll, count: () => unacked.size };
}
