import type { Database } from "#commons/database.ts";
import { createStateStore } from "#commons/state-store.ts";
import type { Comment, CommentQuery, CommentState } from "./comment.ts";

export type CommentRepository = ReturnType<typeof createCommentRepository>;

/** One document for each comment, with the events that it has caused. */
export function createCommentRepository(database: Database) {
  const store = createStateStore<CommentState>(database, "comments");
  const { collection, toState, change, prepare, ...outbox } = store;

  return {
    ...outbox,
    change,

    async prepare() {
      await prepare();
      await collection.createIndex({ postId: 1, createdAt: 1, _id: 1 });
    },

    /** The oldest first. */
    async list(
      postId: string,
      { limit, after }: CommentQuery,
    ): Promise<Comment[]> {
      const found = await collection
        .find({
          postId,
          // Without it, only the decision has arrived, and not the comment.
          createdAt: { $exists: true },
          ...(after && isBehind(after)),
        })
        .sort({ createdAt: 1, _id: 1 })
        .limit(limit)
        .toArray();
      return found.map(toState) as Comment[];
    },
  };
}

function isBehind({ createdAt, id }: CommentQuery["after"] & object) {
  return {
    $or: [{ createdAt: { $gt: createdAt } }, { createdAt, _id: { $gt: id } }],
  };
}
