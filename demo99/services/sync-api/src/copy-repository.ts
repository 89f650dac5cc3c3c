import type { Database } from "#commons/database.ts";
import { type Pair, pairId } from "./walk.ts";

/** The hash of a record that a replica has; empty if that is uncertain. */
type Copy = { _id: string; hash: string };

export type CopyRepository = ReturnType<typeof createCopyRepository>;

/** What sync-api has sent to each replica. */
export function createCopyRepository(database: Database) {
  const collection = database.collection<Copy>("sync-copies");
  const keyOf = (pair: Pair, id: string) => `${pairId(pair)}/${id}`;
  // "0" is the character behind "/".
  const below = (prefix: string, after = "") => {
    return { _id: { $gt: `${prefix}/${after}`, $lt: `${prefix}0` } };
  };

  return {
    async hashes(pair: Pair, ids: string[]): Promise<Map<string, string>> {
      const _id = { $in: ids.map((id) => keyOf(pair, id)) };
      const found = await collection.find({ _id }).toArray();
      const start = keyOf(pair, "").length;
      return new Map(found.map((it) => [it._id.slice(start), it.hash]));
    },

    async store(pair: Pair, copies: { id: string; hash: string }[]) {
      const writes = copies.map(({ id, hash }) => {
        const filter = { _id: keyOf(pair, id) };
        return {
          updateOne: { filter, update: { $set: { hash } }, upsert: true },
        };
      });
      await collection.bulkWrite(writes, { ordered: false });
    },

    /** Ids in their own order, which does not change. */
    async list(pair: Pair, after: string, limit: number): Promise<string[]> {
      const found = await collection
        .find(below(pairId(pair), after))
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      return found.map(({ _id }) => _id.slice(keyOf(pair, "").length));
    },

    async delete(pair: Pair, ids: string[]): Promise<void> {
      const _id = { $in: ids.map((id) => keyOf(pair, id)) };
      await collection.deleteMany({ _id });
    },

    async forget(target: string): Promise<void> {
      await collection.deleteMany(below(target));
    },
  };
}
