import type { UpdateFilter } from "mongodb";
import { type Database, isDuplicate } from "#commons/database.ts";
import {
  createOutboxStore,
  type OutboxEvent,
  type WithOutbox,
} from "#commons/outbox-store.ts";

type State = { id: string };

/** `revision` counts the changes: a write fails if another came first. */
type Document = WithOutbox & {
  _id: string;
  revision: number;
  [field: string]: unknown;
};

/** The state before and after; the same object if nothing has changed. */
export type Change<T> = { before: T | undefined; after: T | undefined };

/** States that pure functions change, each in a document of its own. */
export function createStateStore<T extends State>(
  database: Database,
  name: string,
) {
  const collection = database.collection<Document>(name);

  const toState = (document: Document) => {
    const { _id, revision, unpublished, undeliverable, ...fields } = document;
    return { id: _id, ...fields } as unknown as T;
  };

  /** Whether no other change came first. */
  async function write(
    { before, after }: { before: T | undefined; after: T },
    revision: number,
    events: OutboxEvent[],
  ): Promise<boolean> {
    const { id, ...fields } = after;
    const gone = Object.keys(before ?? {}).filter((field) => !(field in after));
    const change = {
      $set: { ...fields, revision: revision + 1 },
      ...(gone.length > 0 && {
        $unset: Object.fromEntries(gone.map((field) => [field, ""])),
      }),
      ...(events.length > 0 && { $push: { unpublished: { $each: events } } }),
    };
    try {
      const isFirst = revision === 0;
      const { matchedCount, upsertedCount } = await collection.updateOne(
        { _id: id, revision },
        change as UpdateFilter<Document>,
        { upsert: isFirst },
      );
      return matchedCount + upsertedCount === 1;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  return {
    ...createOutboxStore(database, name),
    collection,
    toState,

    async find(id: string): Promise<T | undefined> {
      const found = await collection.findOne({ _id: id });
      return found ? toState(found) : undefined;
    },

    /**
     * Replaces a state by what a function makes of it, in one write with the
     * events that this causes. If another process changes the state at the same
     * time, the function is called again.
     */
    async change(
      id: string,
      project: (before: T | undefined) => T | undefined,
      eventsOf: (change: Change<T>) => OutboxEvent[] = () => [],
    ): Promise<Change<T>> {
      for (;;) {
        const found = await collection.findOne({ _id: id });
        const before = found ? toState(found) : undefined;
        const after = project(before);
        if (!after || after === before) return { before, after };
        const change = { before, after };
        const revision = found?.revision ?? 0;
        if (await write(change, revision, eventsOf(change))) return change;
      }
    },
  };
}
