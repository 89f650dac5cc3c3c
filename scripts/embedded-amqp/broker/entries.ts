import type { MessageRecord } from "../storage/records.ts";
import { type Entry, type Message, propertiesOf } from "./message.ts";
import type { Queue } from "./queue.ts";

/** A message on its way into one queue. */
export type Placed = { queue: Queue; entry: Entry };

const persistent = 2;

/** Makes entries, with ids that grow from `nextId`. */
export function createEntries(nextId: () => number) {
  return function place(message: Message, queues: Queue[]): Placed[] {
    const { deliveryMode, expiration } = propertiesOf(message);
    const at = Date.now();
    return queues.map((queue) => {
      const { durable, exclusive, arguments: given } = queue.definition;
      const times = [given["x-message-ttl"], expiration && Number(expiration)];
      const ttl = times.filter((one) => typeof one === "number");
      const entry: Entry = {
        id: nextId(),
        message,
        at,
        expiresAt: ttl.length > 0 ? at + Math.min(...ttl) : undefined,
        isStored: deliveryMode === persistent && durable && !exclusive,
        isDelivered: false,
      };
      return { queue, entry };
    });
  };
}

/** The record for the entries that the journal keeps, if there are any. */
export function recordOf(placed: Placed[]): MessageRecord[] {
  const stored = placed.filter(({ entry }) => entry.isStored);
  const [first] = stored;
  if (!first) return [];
  const { at, message } = first.entry;
  const entries = stored.map(({ queue, entry: { id, expiresAt } }) => {
    return { id, queue: queue.definition.name, expiresAt };
  });
  return [{ kind: "message", entries, at, message }];
}
