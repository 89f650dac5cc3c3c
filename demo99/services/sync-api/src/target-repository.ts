import type { Database } from "#commons/database.ts";

type Document = { _id: string; replicaId: string };

export type TargetRepository = ReturnType<typeof createTargetRepository>;

/** The identity of each replica when it was last filled. */
export function createTargetRepository(database: Database) {
  const collection = database.collection<Document>("sync-targets");

  return {
    async findReplicaId(target: string): Promise<string | undefined> {
      return (await collection.findOne({ _id: target }))?.replicaId;
    },

    async setReplicaId(target: string, replicaId: string): Promise<void> {
      const _id = target;
      await collection.replaceOne({ _id }, { replicaId }, { upsert: true });
    },
  };
}
