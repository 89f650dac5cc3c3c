import type { Database } from "#commons/database.ts";
import type { Run } from "./run.ts";

type Document = Omit<Run, "id"> & { _id: number };
type Request = { _id: "run"; at: number };
type LastId = { _id: "last"; id: number };

export type RunRepository = ReturnType<typeof createRunRepository>;

const keptRuns = 1_000;

/** The runs, and the request for one that has not begun. */
export function createRunRepository(database: Database) {
  const runs = database.collection<Document>("sync-runs");
  const requests = database.collection<Request>("sync-requests");
  const lastIds = database.collection<LastId>("sync-run-ids");
  const request = { _id: "run" as const };
  const last = { _id: "last" as const };

  return {
    /** The time, or more: it rises, even if the clock does not. */
    async nextId(now: number): Promise<number> {
      const next = { $add: [{ $ifNull: ["$id", 0] }, 1] };
      const found = await lastIds.findOneAndUpdate(
        last,
        [{ $set: { id: { $max: [now, next] } } }],
        { upsert: true, returnDocument: "after" },
      );
      return (found as LastId).id;
    },

    /** The newest first. */
    async list(limit: number): Promise<Run[]> {
      const found = await runs.find().sort({ _id: -1 }).limit(limit).toArray();
      return found.map(({ _id, ...run }) => ({ id: _id, ...run }));
    },

    async insert({ id, ...run }: Run): Promise<void> {
      await runs.insertOne({ _id: id, ...run });
    },

    /** Keeps the newest 1,000. */
    async trim(): Promise<void> {
      const [oldest] = await runs
        .find()
        .sort({ _id: -1 })
        .skip(keptRuns)
        .limit(1)
        .toArray();
      if (oldest) await runs.deleteMany({ _id: { $lte: oldest._id } });
    },

    async delete(id: number): Promise<void> {
      await runs.deleteOne({ _id: id });
    },

    /** For the instance that holds the lease, whichever that is. */
    async request(at: number): Promise<void> {
      await requests.replaceOne(request, { at }, { upsert: true });
    },

    /** Whether there was a request. */
    async takeRequest(): Promise<boolean> {
      const { deletedCount } = await requests.deleteOne(request);
      return deletedCount === 1;
    },
  };
}
