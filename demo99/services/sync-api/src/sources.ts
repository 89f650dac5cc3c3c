import type { Database } from "#commons/database.ts";
import type { HttpClient } from "#commons/http.ts";
import { createCatalogSource } from "./catalog-client.ts";
import type { FeedName } from "./feed.ts";
import { createFeeds } from "./feeds.ts";
import { createPostSource } from "./post-client.ts";
import type { RecordSource } from "./source.ts";

type Options = {
  database: Database;
  client: (service: string) => HttpClient;
  feedUrls: Record<FeedName, string>;
  feedEveryMs: number;
  now?: () => number;
};

/** All master data that replicas have copies of. */
export function createSources(options: Options): RecordSource[] {
  const { database, client, feedUrls, feedEveryMs, now = Date.now } = options;
  return [
    createCatalogSource("books", client("http://book-api")),
    createCatalogSource("cds", client("http://cd-api")),
    createCatalogSource("dvds", client("http://dvd-api")),
    createPostSource(client("http://query-api")),
    ...createFeeds(database, { urls: feedUrls, everyMs: feedEveryMs, now }),
  ];
}
