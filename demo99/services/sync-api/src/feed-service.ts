import { Unavailable } from "#commons/errors.ts";
import type { Fetched, Validators } from "#commons/feeds/fetch-feed.ts";
import type { ReplicaRecord } from "#commons/replica/record.ts";
import type { FeedName } from "./feed.ts";
import type { FeedRepository, StoredFeed } from "./feed-repository.ts";
import type { RecordSource } from "./source.ts";

type Feed = {
  name: FeedName;
  /** Of another feed, what is stored is forgotten. */
  url: string;
  fetch(url: string, known: Validators): Promise<Fetched>;
  parse(text: string): ReplicaRecord[];
};

type Parts = {
  feeds: FeedRepository;
  /** How often the server is asked, whatever it answers. */
  everyMs: number;
  now: () => number;
};

/**
 * A feed as a source: the entries that it has at the moment. While it cannot be
 * read, it has those of before, and its error is that of this source only.
 */
export function createFeedSource(
  { name, url, fetch, parse }: Feed,
  { feeds, everyMs, now }: Parts,
): RecordSource {
  let reading: Promise<StoredFeed> | undefined;

  async function refresh(stored?: StoredFeed): Promise<StoredFeed> {
    const { etag, lastModified, records = [] } = stored ?? {};
    const known = {
      ...(etag && { etag }),
      ...(lastModified && { lastModified }),
    };
    const refreshed = { url, records, checkedAt: now() };
    const feed = await fetch(url, known)
      .then(({ text, ...validators }): StoredFeed => {
        return text === undefined
          ? { ...refreshed, ...known, ...validators }
          : { ...refreshed, ...validators, records: parse(text) };
      })
      .catch(({ message }: Error): StoredFeed => {
        return { ...refreshed, ...known, error: message };
      });
    await feeds.replace(name, feed);
    return feed;
  }

  async function readOrRefresh(): Promise<StoredFeed> {
    const found = await feeds.find(name);
    const stored = found?.url === url ? found : undefined;
    const isFresh = stored && now() < stored.checkedAt + everyMs;
    return isFresh ? stored : refresh(stored);
  }

  async function read(): Promise<ReplicaRecord[]> {
    // One request for all replicas.
    reading ??= readOrRefresh().finally(() => {
      reading = undefined;
    });
    const { error, records } = await reading;
    if (error) throw new Unavailable(error);
    return records;
  }

  return {
    name,

    async page() {
      return { records: await read(), next: null };
    },

    async existing() {
      return (await read()).map(({ id }) => id);
    },
  };
}
