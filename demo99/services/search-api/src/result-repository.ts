import type { Database } from "#commons/database.ts";
import type { Hit } from "./hit.ts";
import type { Result } from "./result.ts";

/**
 * `_id` is the place of a result. `leaseUntil`: until then, an instance waits
 * for the late sources.
 */
type Document = Result & { _id: number; at: Date; leaseUntil: Date };

export type ResultRepository = ReturnType<typeof createResultRepository>;

const keptMs = 600_000;
/** With 500 hits each, they have about 100 MB. */
const places = 2_000;
const fromNow = (ms: number) => new Date(Date.now() + ms);

/**
 * The lists that clients scroll through, and results that they wait for. Each
 * takes the next place, which ends the result that had it: any client may
 * search, and the storage is limited whatever the clients do.
 */
export function createResultRepository(database: Database, most = places) {
  const collection = database.collection<Document>("results");
  const counters = database.collection<{ _id: string; last: number }>(
    "counters",
  );
  const isPending = { hits: { $exists: false } };

  /** The same one again after `most` results. */
  async function nextPlace(): Promise<number> {
    const counter = await counters.findOneAndUpdate(
      { _id: "results" },
      { $inc: { last: 1 } },
      { upsert: true, returnDocument: "after" },
    );
    return (counter?.last ?? 0) % most;
  }

  return {
    async prepare() {
      const expireAfterSeconds = keptMs / 1_000;
      await collection.createIndex({ at: 1 }, { expireAfterSeconds });
      await collection.createIndex({ id: 1 }, { unique: true });
    },

    async insert(result: Result, leaseMs: number): Promise<void> {
      const document = {
        ...{ at: new Date(), leaseUntil: fromNow(leaseMs) },
        ...result,
      };
      const _id = await nextPlace();
      await collection.replaceOne({ _id }, document, { upsert: true });
    },

    /** Undefined when it has expired: the database deletes it later. */
    async find(id: string): Promise<Result | undefined> {
      const isKept = { at: { $gt: fromNow(-keptMs) } };
      const found = await collection.findOne({ id, ...isKept });
      if (!found) return undefined;
      const { _id, at, leaseUntil, ...result } = found;
      return result;
    },

    /** The first list stays: a client may scroll through it already. */
    async complete(id: string, hits: Hit[]): Promise<void> {
      await collection.updateOne({ id, ...isPending }, { $set: { hits } });
    },

    /** Whether no other instance completes the result at the moment. */
    async claim(id: string, leaseMs: number): Promise<boolean> {
      const isFree = { leaseUntil: { $lte: new Date() } };
      const { matchedCount } = await collection.updateOne(
        { id, ...isPending, ...isFree },
        { $set: { leaseUntil: fromNow(leaseMs) } },
      );
      return matchedCount === 1;
    },

    /** Prolongs the lease; false if the result needs no completion any more. */
    async renew(id: string, leaseMs: number): Promise<boolean> {
      const { matchedCount } = await collection.updateOne(
        { id, ...isPending },
        { $set: { leaseUntil: fromNow(leaseMs) } },
      );
      return matchedCount === 1;
    },
  };
}
