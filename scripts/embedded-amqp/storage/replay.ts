import type { Binding, ExchangeDefinition } from "../broker/exchange.ts";
import type { Entry, Message } from "../broker/message.ts";
import type { QueueDefinition } from "../broker/queue.ts";
import type { JournalRecord } from "./records.ts";

export type Snapshot = {
  exchanges: ExchangeDefinition[];
  queues: QueueDefinition[];
  bindings: Binding[];
  /** In the order of their ids. */
  entries: { queue: string; entry: Entry }[];
};

/** The result of all changes in a journal. */
export function replay(records: Iterable<JournalRecord>): Snapshot {
  const exchanges = new Map<string, ExchangeDefinition>();
  const queues = new Map<string, QueueDefinition>();
  const bindings = new Map<string, Binding>();
  const entries = new Map<number, { queue: string; entry: Entry }>();

  function dropBindings(of: (binding: Binding) => boolean): void {
    for (const [key, binding] of bindings) {
      if (of(binding)) bindings.delete(key);
    }
  }

  function apply(record: JournalRecord): void {
    switch (record.kind) {
      case "exchange":
        exchanges.set(record.exchange.name, record.exchange);
        break;
      case "dropExchange":
        exchanges.delete(record.name);
        dropBindings(({ exchange }) => exchange === record.name);
        break;
      case "queue":
        queues.set(record.queue.name, record.queue);
        break;
      case "dropQueue":
        queues.delete(record.name);
        dropBindings(({ queue }) => queue === record.name);
        break;
      case "bind":
        bindings.set(keyOf(record.binding), record.binding);
        break;
      case "unbind":
        bindings.delete(keyOf(record.binding));
        break;
      case "message":
        for (const { queue, id, expiresAt } of record.entries) {
          const { at, message } = record;
          const entry = restored({ id, at, expiresAt, message });
          entries.set(id, { queue, entry });
        }
        break;
      case "delivered": {
        const found = entries.get(record.id);
        if (found) found.entry.isDelivered = true;
        break;
      }
      case "removed":
        entries.delete(record.id);
    }
  }

  for (const record of records) apply(record);
  return {
    exchanges: [...exchanges.values()],
    queues: [...queues.values()],
    bindings: [...bindings.values()],
    entries: [...entries.values()]
      .filter(({ queue }) => queues.has(queue))
      .sort((left, right) => left.entry.id - right.entry.id),
  };
}

type Kept = Pick<Entry, "id" | "at" | "expiresAt"> & { message: Message };

const restored = (kept: Kept): Entry => {
  return { ...kept, isStored: true, isDelivered: false };
};

const keyOf = ({ exchange, queue, routingKey }: Binding) =>
  JSON.stringify([exchange, queue, routingKey]);

/** The shortest journal with this result. */
export function* recordsOf(snapshot: Snapshot): Generator<JournalRecord> {
  const { exchanges, queues, bindings, entries } = snapshot;
  for (const exchange of exchanges) yield { kind: "exchange", exchange };
  for (const queue of queues) yield { kind: "queue", queue };
  for (const binding of bindings) yield { kind: "bind", binding };
  for (const { queue, entry } of entries) {
    const { id, at, expiresAt, message, isDelivered } = entry;
    const kept = [{ id, queue, expiresAt }];
    yield { kind: "message", entries: kept, at, message };
    if (isDelivered) yield { kind: "delivered", id };
  }
}
