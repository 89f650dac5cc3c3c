import { type Database, isDuplicate } from "#commons/database.ts";
import type { Key } from "./key.ts";

type Document = Omit<Key, "generation"> & { _id: number };

export type KeyRepository = ReturnType<typeof createKeyRepository>;

/** The keys of all gateway instances, the oldest first. */
export function createKeyRepository(database: Database) {
  const collection = database.collection<Document>("keys");

  return {
    async list(): Promise<Key[]> {
      const documents = await collection.find().sort({ _id: 1 }).toArray();
      return documents.map(({ _id, ...key }) => ({ generation: _id, ...key }));
    },

    /** Whether it is the first of its generation: the others come too late. */
    async insert({ generation, ...key }: Key): Promise<boolean> {
      try {
        await collection.insertOne({ _id: generation, ...key });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    async deleteBefore(generation: number) {
      await collection.deleteMany({ _id: { $lt: generation } });
    },
  };
}
