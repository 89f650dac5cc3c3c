import type { Database } from "#commons/database.ts";
import type { Hit } from "./hit.ts";
import type { Result } from "./result.ts";

/** `leaseUntil`: until then, an instance waits for the late sources. */
type Document = Omit<Result, "id"> & {
  _id: string;
  at: Date;
  leaseUntil: Date;
};

export type ResultRepository = ReturnType<typeof createResultRepository>;

const keptMs = 600_000;
const fromNow = (ms: number) => new Date(Date.now() + ms);

/** The lists that clients scroll through, and results that they wait for. */
export function createResultRepository(database: Database) {
  const collection = database.collection<Document>("results");

  return {
    async prepare() {
      const expireAfterSeconds = keptMs / 1_000;
      await collection.createIndex({ at: 1 }, { expireAfterSeconds });
    },

    async insert({ id, ...result }: Result, leaseMs: number): Promise<void> {
      const leaseUntil = fromNow(leaseMs);
      await collection.insertOne({
        ...{ _id: id, at: new Date(), leaseUntil },
        ...result,
      });
    },

    /** Undefined when it has expired: the database deletes it later. */
    async find(id: string): Promise<Result | undefined> {
      const isKept = { at: { $gt: fromNow(-keptMs) } };
      const found = await collection.findOne({ _id: id, ...isKept });
      if (!found) return undefined;
      const { _id, at, leaseUntil, ...result } = found;
      return { id: _id, ...result };
    },

    /** The first list stays: a client may scroll through it already. */
    async complete(id: string, hits: Hit[]): Promise<void> {
      const isPending = { hits: { $exists: false } };
      await collection.updateOne({ _id: id, ...isPending }, { $set: { hits } });
    },

    /** Whether no other instance completes the result at the moment. */
    async claim(id: string, leaseMs: number): Promise<boolean> {
      const isFree = { leaseUntil: { $lte: new Date() } };
      const { matchedCount } = await collection.updateOne(
        { _id: id, hits: { $exists: false }, ...isFree },
        { $set: { leaseUntil: fromNow(leaseMs) } },
      );
      return matchedCount === 1;
    },
  };
}
