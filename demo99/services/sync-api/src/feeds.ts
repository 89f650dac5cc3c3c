import type { Database } from "#commons/database.ts";
import { fetchFeed } from "#commons/feeds/fetch-feed.ts";
import { parseAtom } from "./atom-feed.ts";
import type { FeedName } from "./feed.ts";
import { createFeedRepository } from "./feed-repository.ts";
import { createFeedSource } from "./feed-service.ts";
import { parseReddit } from "./reddit-feed.ts";
import { atomSample } from "./samples/atom.ts";
import redditSample from "./samples/reddit.json" with { type: "json" };

type Options = {
  /** Without a URL, a feed is a sample, which needs no network. */
  urls: Record<FeedName, string>;
  everyMs: number;
  now: () => number;
};

/** The two outside feeds. */
export function createFeeds(database: Database, options: Options) {
  const { urls, ...timing } = options;
  Object.entries(urls).forEach(expectWebUrl);
  const parts = { feeds: createFeedRepository(database), ...timing };
  const sample = (text: string) => async () => ({ text });
  const reddit = urls.reddit ? fetchFeed : sample(JSON.stringify(redditSample));
  const atom = urls.atom ? fetchFeed : sample(atomSample);

  return [
    createFeedSource(
      { name: "reddit", url: urls.reddit, fetch: reddit, parse: parseReddit },
      parts,
    ),
    createFeedSource(
      { name: "atom", url: urls.atom, fetch: atom, parse: parseAtom },
      parts,
    ),
  ];
}

function expectWebUrl([name, url]: [string, string]): void {
  if (!url || /^https?:\/\/./.test(url)) return;
  throw new Error(`The feed ${name} needs a URL of http or https.`);
}
