import type { MongoBulkWriteError } from "mongodb";
import { type Database, isDuplicate } from "#commons/database.ts";
import type { StoredEvent } from "#commons/events/event.ts";

export type Unstored = Omit<StoredEvent, "position">;

/** The data are text, so that they are delivered as they were published. */
type Document = Omit<Unstored, "data"> & { _id: number; data: string };

export type EventRepository = ReturnType<typeof createEventRepository>;

/** The log: one document for each event, with its position as `_id`. */
export function createEventRepository(database: Database) {
  const collection = database.collection<Document>("events");

  return {
    async prepare() {
      await collection.createIndex({ id: 1 }, { unique: true });
    },

    /** Those that are stored, by id. */
    async find(ids: string[]): Promise<Map<string, StoredEvent>> {
      const found = await collection
        .find({ id: { $in: ids } })
        .map(toEvent)
        .toArray();
      return new Map(found.map((event) => [event.id, event]));
    },

    /** 0 if the log is empty. */
    async lastPosition(): Promise<number> {
      const [last] = await collection
        .find()
        .sort({ _id: -1 })
        .limit(1)
        .project<Pick<Document, "_id">>({ _id: 1 })
        .toArray();
      return last?._id ?? 0;
    },

    /**
     * Stores events from this position on, and returns how many: fewer than all
     * if another process has stored one of the positions or ids.
     */
    async insert(first: number, events: Unstored[]): Promise<number> {
      const documents = events.map(({ data, ...event }, index) => {
        return { _id: first + index, ...event, data: JSON.stringify(data) };
      });
      try {
        await collection.insertMany(documents, { ordered: true });
        return documents.length;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return (error as MongoBulkWriteError).insertedCount;
      }
    },

    /** In the order of the positions. */
    async list(after: number, limit: number): Promise<StoredEvent[]> {
      return collection
        .find({ _id: { $gt: after } })
        .sort({ _id: 1 })
        .limit(limit)
        .map(toEvent)
        .toArray();
    },
  };
}

function toEvent({ _id, data, ...event }: Document): StoredEvent {
  return { position: _id, ...event, data: JSON.parse(data) };
}
