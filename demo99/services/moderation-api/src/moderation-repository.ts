import type { Database } from "#commons/database.ts";
import { createStateStore } from "#commons/state-store.ts";
import type {
  Moderation,
  ModerationQuery,
  ModerationState,
} from "./moderation.ts";

export type ModerationRepository = ReturnType<
  typeof createModerationRepository
>;

/** One document for each comment, with the decision about it and its events. */
export function createModerationRepository(database: Database) {
  const store = createStateStore<ModerationState>(database, "moderations");
  const { collection, toState, change, prepare, ...outbox } = store;

  return {
    ...outbox,
    change,

    async prepare() {
      await prepare();
      await collection.createIndex({ createdAt: -1, _id: -1 });
      await collection.createIndex({ status: 1, createdAt: -1, _id: -1 });
    },

    /** The newest first. */
    async list(query: ModerationQuery): Promise<Moderation[]> {
      const { status, limit, after } = query;
      const found = await collection
        .find({
          // Without it, only the decision has arrived, and not the comment.
          createdAt: { $exists: true },
          ...(status && { status }),
          ...(after && isBehind(after)),
        })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .toArray();
      return found.map(toState) as Moderation[];
    },
  };
}

function isBehind({ createdAt, id }: ModerationQuery["after"] & object) {
  return {
    $or: [{ createdAt: { $lt: createdAt } }, { createdAt, _id: { $lt: id } }],
  };
}
