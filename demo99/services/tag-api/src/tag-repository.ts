import type { Database } from "#commons/database.ts";
import type { Completion, TaggedItem, TagQuery } from "./tag.ts";

/** `key`: without case and accents, by which tags are compared. */
export type Tag = { tag: string; key: string };
export type Stored = TaggedItem & { changedAt: number };

type Replacement = { number: string; tags: Tag[]; changedAt: number };
type Document = Replacement & { _id: string; user: string };

export type TagRepository = ReturnType<typeof createTagRepository>;

const idOf = (user: string, number: string) => `${user}/${number}`;

/** Below this, a tag of others would show what one user has written. */
const fewestUsers = 2;

/** One document for each user and item. */
export function createTagRepository(database: Database) {
  const collection = database.collection<Document>("tags");
  const lastChangedFirst = { changedAt: -1, number: -1 } as const;

  return {
    async prepare() {
      await collection.createIndex({ user: 1, ...lastChangedFirst });
      await collection.createIndex({ "tags.key": 1 });
    },

    async find(user: string, number: string): Promise<string[]> {
      const found = await collection.findOne({ _id: idOf(user, number) });
      return found ? toStored(found).tags : [];
    },

    /** Replaces all tags that the user has given to the item. */
    async replace(user: string, fields: Replacement): Promise<void> {
      const _id = idOf(user, fields.number);
      const replacement = { user, ...fields };
      await collection.replaceOne({ _id }, replacement, { upsert: true });
    },

    async delete(user: string, number: string): Promise<void> {
      await collection.deleteOne({ _id: idOf(user, number) });
    },

    async list(user: string, { limit, after }: TagQuery): Promise<Stored[]> {
      const found = await collection
        .find({ user, ...(after && isBehind(after)) })
        .sort(lastChangedFirst)
        .limit(limit)
        .toArray();
      return found.map(toStored);
    },

    /** Own tags first, then those that most users have. */
    async complete(user: string, prefix: string, limit: number) {
      const key = { $gte: prefix, $lt: `${prefix}\u{10FFFF}` };
      return collection
        .aggregate<Completion>([
          { $match: { tags: { $elemMatch: { key } } } },
          { $unwind: "$tags" },
          { $match: { "tags.key": key } },
          {
            $group: {
              _id: { key: "$tags.key", user: "$user" },
              tag: { $min: "$tags.tag" },
            },
          },
          {
            $group: {
              _id: "$_id.key",
              tag: { $min: "$tag" },
              count: { $sum: 1 },
              isOwn: { $max: { $eq: ["$_id.user", user] } },
            },
          },
          {
            $match: {
              $or: [{ isOwn: true }, { count: { $gte: fewestUsers } }],
            },
          },
          { $sort: { isOwn: -1, count: -1, _id: 1 } },
          { $limit: limit },
          { $project: { _id: 0, tag: 1, count: 1 } },
        ])
        .toArray();
    },
  };
}

function toStored({ number, tags, changedAt }: Document): Stored {
  return { number, tags: tags.map(({ tag }) => tag), changedAt };
}

function isBehind({ changedAt, number }: TagQuery["after"] & object) {
  return {
    $or: [
      { changedAt: { $lt: changedAt } },
      { changedAt, number: { $lt: number } },
    ],
  };
}
