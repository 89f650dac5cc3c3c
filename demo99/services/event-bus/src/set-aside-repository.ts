import type { Database } from "#commons/database.ts";
import type { StoredEvent } from "#commons/events/event.ts";

/** An event that a subscriber has refused; the event itself is in the log. */
export type SetAside = {
  subscriber: string;
  position: number;
  /** Of the event. */
  id: string;
  type: string;
  error: string;
  at: Date;
  /** To be delivered once more. */
  isRequeued: boolean;
};

type Document = SetAside & { _id: string };

export type SetAsideRepository = ReturnType<typeof createSetAsideRepository>;

export function createSetAsideRepository(database: Database) {
  const collection = database.collection<Document>("set-aside");

  return {
    async prepare() {
      await collection.createIndex({ isRequeued: 1, subscriber: 1 });
      await collection.createIndex({ subscriber: 1, position: 1 });
    },

    /** Also after it was delivered once more, and refused again. */
    async put(subscriber: string, event: StoredEvent, error: string, at: Date) {
      const { position, id, type } = event;
      await collection.replaceOne(
        { _id: `${subscriber}:${position}` },
        { subscriber, position, id, type, error, at, isRequeued: false },
        { upsert: true },
      );
    },

    /** The newest first. */
    async list(limit: number): Promise<SetAside[]> {
      return collection
        .find()
        .sort({ position: -1 })
        .limit(limit)
        .project<SetAside>({ _id: 0 })
        .toArray();
    },

    async count(subscriber: string): Promise<number> {
      return collection.countDocuments({ subscriber });
    },

    /** How many are to be delivered once more: with ids, only these. */
    async requeue(subscriber: string, ids?: string[]): Promise<number> {
      const chosen = ids ? { id: { $in: ids } } : {};
      const { matchedCount } = await collection.updateMany(
        { subscriber, ...chosen },
        { $set: { isRequeued: true } },
      );
      return matchedCount;
    },

    async findRequeued(subscriber: string): Promise<SetAside | null> {
      return collection.findOne({ isRequeued: true, subscriber });
    },

    /** The subscribers with events to be delivered once more. */
    async listRequeuing(): Promise<string[]> {
      return collection.distinct("subscriber", { isRequeued: true });
    },

    /** Those that were handled after all: from a position to another one. */
    async remove(subscriber: string, from: number, to: number) {
      const position = { $gte: from, $lte: to };
      await collection.deleteMany({ subscriber, position });
    },
  };
}
