import { currentB3 } from "#commons/broker/b3.ts";
import type { Database } from "#commons/database.ts";
import { createIncreasingTime } from "#commons/increasing-time.ts";
import type { Unpublished } from "#commons/outbox.ts";

type Event = { id: string; type: string; data: object };

/** An event within the document whose write has caused it. */
export type OutboxEvent = Event & { at: Date; b3?: string };

/** A document that may have caused several events. */
export type WithOutbox = { unpublished?: OutboxEvent[] };

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

  return {
    async prepare() {
      await collection.createIndex({ "unpublished.at": 1 }, { sparse: true });
      await collection.createIndex({ "unpublished.id": 1 }, { sparse: true });
    },

    async findOldestUnpublished(): Promise<Unpublished | undefined> {
      const [found] = await collection
        .find({ "unpublished.at": { $exists: true } })
        .sort({ "unpublished.at": 1 })
        .limit(1)
        .toArray();
      const [oldest] = (found?.unpublished ?? []).toSorted(
        (a, b) => a.at.getTime() - b.at.getTime(),
      );
      if (!oldest) return undefined;
      const { id, type: topic, data: message, b3 } = oldest;
      return { id, topic, message, b3 };
    },

    /** Without its last event, the document leaves the indexes. */
    async markPublished(id: string): Promise<void> {
      const isLast = { "unpublished.id": id, unpublished: { $size: 1 } };
      const { matchedCount } = await collection.updateOne(isLast, {
        $unset: { unpublished: "" },
      });
      if (matchedCount > 0) return;
      await collection.updateOne(
        { "unpublished.id": id },
        { $pull: { unpublished: { id } } },
      );
    },
  };
}
