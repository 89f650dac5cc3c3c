import type { Database } from "#commons/database.ts";
import { createStateStore } from "#commons/state-store.ts";
import type { Comment } from "./comment.ts";
import type { Post, PostQuery } from "./post.ts";

export type ReplicaRepository = ReturnType<typeof createReplicaRepository>;

/** The own copies of posts and comments, which belong to other services. */
export function createReplicaRepository(database: Database) {
  const posts = createStateStore<Post>(database, "posts");
  const comments = createStateStore<Comment>(database, "comments");
  const newestFirst = { createdAt: -1, _id: -1 } as const;

  return {
    changePost: posts.change,
    changeComment: comments.change,
    findPost: posts.find,

    async prepare() {
      await posts.collection.createIndex(newestFirst);
      await posts.collection.createIndex({ number: 1, ...newestFirst });
      await comments.collection.createIndex({
        postId: 1,
        createdAt: 1,
        _id: 1,
      });
    },

    /** The newest first. */
    async listPosts({ limit, after, number }: PostQuery): Promise<Post[]> {
      const found = await posts.collection
        .find({ ...(number && { number }), ...(after && isBehind(after)) })
        .sort(newestFirst)
        .limit(limit)
        .toArray();
      return found.map(posts.toState);
    },

    /** How many comments each of these posts has; none is left out. */
    async countComments(postIds: string[]): Promise<Map<string, number>> {
      const found = await comments.collection
        .aggregate<{ _id: string; count: number }>([
          { $match: { postId: { $in: postIds } } },
          { $group: { _id: "$postId", count: { $sum: 1 } } },
        ])
        .toArray();
      return new Map(found.map(({ _id, count }) => [_id, count]));
    },

    /** All comments on these posts, the oldest first. */
    async listComments(postIds: string[]): Promise<Comment[]> {
      const found = await comments.collection
        .find({ postId: { $in: postIds } })
        .sort({ createdAt: 1, _id: 1 })
        .toArray();
      return found.map(comments.toState);
    },

    /** The newest comments on this post, the oldest of them first. */
    async listNewestComments(postId: string, limit: number) {
      const found = await comments.collection
        .find({ postId })
        .sort(newestFirst)
        .limit(limit)
        .toArray();
      return found.reverse().map(comments.toState);
    },
  };
}

function isBehind({ createdAt, id }: PostQuery["after"] & object) {
  return {
    $or: [{ createdAt: { $lt: createdAt } }, { createdAt, _id: { $lt: id } }],
  };
}
