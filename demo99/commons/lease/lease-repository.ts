import { type Database, isDuplicate } from "#commons/database.ts";

type Lease = { _id: string; holder: string; until: number };

export type LeaseRepository = ReturnType<typeof createLeaseRepository>;

/** One document: the instance that does the work, until a time. */
export function createLeaseRepository(database: Database, _id: string) {
  const collection = database.collection<Lease>("lease");

  return {
    /** Takes or prolongs the lease; false if another instance holds it. */
    async take(holder: string, until: number, now: number): Promise<boolean> {
      const isFree = { $or: [{ holder }, { until: { $lte: now } }] };
      try {
        await collection.updateOne(
          { _id, ...isFree },
          { $set: { holder, until } },
          { upsert: true },
        );
        return true;
      } catch (error) {
        // Not found, since it is held: the upsert has met its document.
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    async release(holder: string) {
      await collection.deleteOne({ _id, holder });
    },

    async findHolder(): Promise<string | null> {
      return (await collection.findOne({ _id }))?.holder ?? null;
    },
  };
}
