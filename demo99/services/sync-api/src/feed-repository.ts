import type { Database } from "#commons/database.ts";
import type { Validators } from "#commons/feeds/fetch-feed.ts";
import type { ReplicaRecord } from "#commons/replica/record.ts";
import type { FeedName } from "./feed.ts";

/** A feed as it was last read. `checkedAt` is on the clock of `Date.now`. */
export type StoredFeed = Validators & {
  url: string;
  records: ReplicaRecord[];
  checkedAt: number;
  /** Why the last attempt has failed. */
  error?: string;
};

type Document = StoredFeed & { _id: FeedName };

export type FeedRepository = ReturnType<typeof createFeedRepository>;

export function createFeedRepository(database: Database) {
  const collection = database.collection<Document>("sync-feeds");

  return {
    async find(_id: FeedName): Promise<StoredFeed | undefined> {
      return (await collection.findOne({ _id })) ?? undefined;
    },

    async replace(_id: FeedName, feed: StoredFeed): Promise<void> {
      await collection.replaceOne({ _id }, feed, { upsert: true });
    },
  };
}
