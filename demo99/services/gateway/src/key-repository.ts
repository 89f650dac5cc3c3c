import { type Database, isDuplicate } from "#commons/database.ts";
import type { Key } from "./key.ts";

type Document = Omit<Key, "generation"> & { _id: number };

export type KeyRepository = ReturnType<typeof createKeyRepository>;

/** The keys of all gateway instances, with the generation as `_id`. */
export function createKeyRepository(database: Database) {
  const collection = database.collection<Document>("keys");

  return {
    /** Oldest first. */
    async list(): Promise<Key[]> {
      const documents = await collection.find().sort({ _id: 1 }).toArray();
      return documents.map(({ _id, ...key }) => ({ generation: _id, ...key }));
    },

    /** If another instance has inserted this generation, its key is used. */
    async insert({ generation, ...key }: Key) {
      await collection.insertOne({ _id: generation, ...key }).catch((error) => {
        if (!isDuplicate(error)) throw error;
      });
    },

    async deleteBefore(generation: number) {
      await collection.deleteMany({ _id: { $lt: generation } });
    },
  };
}
