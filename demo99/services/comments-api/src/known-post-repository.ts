import type { Database } from "#commons/database.ts";

export type KnownPostRepository = ReturnType<typeof createKnownPostRepository>;

/** The ids of posts, which belong to posts-api. */
export function createKnownPostRepository(database: Database) {
  const collection = database.collection<{ _id: string }>("posts");

  return {
    async has(id: string): Promise<boolean> {
      return (await collection.findOne({ _id: id })) !== null;
    },

    /** Idempotent. */
    async add(id: string) {
      const insertion = { $setOnInsert: { _id: id } };
      await collection.updateOne({ _id: id }, insertion, { upsert: true });
    },
  };
}
