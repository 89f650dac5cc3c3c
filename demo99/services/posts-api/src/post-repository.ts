import type { Database } from "#commons/database.ts";
import {
  createOutboxStore,
  type OutboxEvent,
  type WithOutbox,
} from "#commons/outbox-store.ts";
import type { Post, Reactions, UserList } from "./post.ts";

type Document = Omit<Post, "id"> &
  Record<UserList, string[]> &
  WithOutbox & { _id: string; shares: number };

export type PostRepository = ReturnType<typeof createPostRepository>;

/** One document for each post, with the reactions to it and its event. */
export function createPostRepository(database: Database) {
  const collection = database.collection<Document>("posts");
  const { prepare, ...outbox } = createOutboxStore(database, "posts");
  const noReactions = { likedBy: [], hiddenBy: [], shares: 0 };

  return {
    ...outbox,
    prepare,

    /** Stores the post and its event in one write. */
    async insert({ id, ...post }: Post, event: OutboxEvent) {
      await collection.insertOne({
        _id: id,
        ...post,
        ...noReactions,
        unpublished: [event],
      });
    },

    async find(id: string): Promise<Post | undefined> {
      const found = await collection.findOne({ _id: id });
      return found ? toPost(found) : undefined;
    },

    /** Whether there is such a post; also if the user was in the list. */
    async addUser(id: string, list: UserList, user: string) {
      const added = { $addToSet: { [list]: user } };
      const { matchedCount } = await collection.updateOne({ _id: id }, added);
      return matchedCount === 1;
    },

    async removeUser(id: string, list: UserList, user: string) {
      const removed = { $pull: { [list]: user } };
      const { matchedCount } = await collection.updateOne({ _id: id }, removed);
      return matchedCount === 1;
    },

    async addShare(id: string) {
      const shared = { $inc: { shares: 1 } };
      const { matchedCount } = await collection.updateOne({ _id: id }, shared);
      return matchedCount === 1;
    },

    /** The reactions to the existing posts with these ids. */
    async listReactions(ids: string[], user = ""): Promise<Reactions[]> {
      const isIn = (list: UserList) => ({
        $in: [{ $literal: user }, `$${list}`],
      });
      return collection
        .aggregate<Reactions>([
          { $match: { _id: { $in: ids } } },
          { $sort: { _id: 1 } },
          {
            $project: {
              _id: 0,
              postId: "$_id",
              likes: { $size: "$likedBy" },
              shares: 1,
              liked: isIn("likedBy"),
              hidden: isIn("hiddenBy"),
            },
          },
        ])
        .toArray();
    },
  };
}

function toPost(document: Document): Post {
  const { _id, title, number, author, createdAt } = document;
  return { id: _id, title, ...(number && { number }), author, createdAt };
}
