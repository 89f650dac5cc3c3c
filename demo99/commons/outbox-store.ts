import { currentB3 } from "#commons/broker/b3.ts";
import type { Database } from "#commons/database.ts";
import { createIncreasingTime } from "#commons/increasing-time.ts";
import type { Unpublished } from "#commons/outbox.ts";

type Event = { id: string; type: string; data: object };

/** An event within the document whose write has caused it. */
export type OutboxEvent = Event & { at: Date; b3?: string };

/**
 * A document that may have caused several events. Those in `undeliverable` were
 * refused by their receiver for good.
 */
export type WithOutbox = {
  unpublished?: OutboxEvent[];
  undeliverable?: (OutboxEvent & { error: string })[];
};

/**
 * How many documents have an event published at the same time: fewer than the
 * failures in a row that open a circuit.
 */
const mostAtOnce = 4;

/** Completes events for the outbox: later than all before, with their trace. */
export function createOutboxEvents(now = Date.now) {
  const nextTime = createIncreasingTime(now);
  return function outboxEvent(event: Event): OutboxEvent {
    const b3 = currentB3();
    return { ...event, at: nextTime(), ...(b3 && { b3 }) };
  };
}

/** The outbox in the documents of a collection: the store of createOutbox. */
export function createOutboxStore(database: Database, name: string) {
  const collection = database.collection<WithOutbox>(name);

  /** Without its last event, the document leaves the indexes. */
  async function remove(id: string): Promise<void> {
    const isLast = { "unpublished.id": id, unpublished: { $size: 1 } };
    const { matchedCount } = await collection.updateOne(isLast, {
      $unset: { unpublished: "" },
    });
    if (matchedCount > 0) return;
    await collection.updateOne(
      { "unpublished.id": id },
      { $pull: { unpublished: { id } } },
    );
  }

  return {
    async prepare() {
      await collection.createIndex({ "unpublished.at": 1 }, { sparse: true });
      await collection.createIndex({ "unpublished.id": 1 }, { sparse: true });
    },

    /** One event of each document, so that those of a document keep their order. */
    async listUnpublished(): Promise<Unpublished[]> {
      const found = await collection
        .find({ "unpublished.at": { $exists: true } })
        .sort({ "unpublished.at": 1 })
        .limit(mostAtOnce)
        .toArray();
      return found.flatMap(({ unpublished = [] }) => oldestOf(unpublished));
    },

    markPublished: remove,

    async setAside(id: string, error: string): Promise<void> {
      const ofEvent = { "unpublished.id": id };
      const found = await collection.findOne(ofEvent);
      const event = found?.unpublished?.find((it) => it.id === id);
      if (!event) return;
      // In a set, since a crash before the next step repeats this one.
      await collection.updateOne(ofEvent, {
        $addToSet: { undeliverable: { ...event, error } },
      });
      await remove(id);
    },
  };
}

function oldestOf(events: OutboxEvent[]): Unpublished[] {
  return events
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .slice(0, 1)
    .map(({ id, type: topic, data: message, b3 }) => {
      return { id, topic, message, b3 };
    });
}
