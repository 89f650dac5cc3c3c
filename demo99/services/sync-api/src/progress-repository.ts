import type { Database } from "#commons/database.ts";
import { type Pair, type Progress, pairId } from "./walk.ts";

type Document = Progress & { _id: string };

export type ProgressRepository = ReturnType<typeof createProgressRepository>;

/** The progress of each pair, with the checkpoint of its walk. */
export function createProgressRepository(database: Database) {
  const collection = database.collection<Document>("sync-progress");
  const none = { walk: null, syncedAt: null, records: 0, error: null };

  return {
    async get({ target, source }: Pair): Promise<Progress> {
      const pair = { target, source };
      const found = await collection.findOne({ _id: pairId(pair) });
      return { ...none, ...found, ...pair };
    },

    async list(): Promise<Progress[]> {
      return collection
        .find({}, { projection: { _id: 0 } })
        .sort({ _id: 1 })
        .toArray();
    },

    async change(pair: Pair, change: Partial<Progress>): Promise<void> {
      const { target, source } = pair;
      await collection.updateOne(
        { _id: pairId(pair) },
        { $set: { target, source, ...change } },
        { upsert: true },
      );
    },
  };
}
