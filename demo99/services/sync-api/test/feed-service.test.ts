import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { Fetched, Validators } from "#commons/feeds/fetch-feed.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { createFeedRepository } from "../src/feed-repository.ts";
import { createFeedSource } from "../src/feed-service.ts";
import { createFeeds } from "../src/feeds.ts";
import { parseReddit } from "../src/reddit-feed.ts";
import { listing, post } from "./feed-files.ts";

describe("a feed as a source", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let clock: number;
  let asked: Validators[];
  let answer: () => Promise<Fetched>;

  beforeEach(() => {
    testDatabase = openTestDatabase();
    clock = 1_000_000;
    asked = [];
    answer = async () => ({ text: listing(post), etag: '"1"' });
  });
  afterEach(() => testDatabase.close());

  function open(
    url = "https://example.org/feed",
    feeds = createFeedRepository(testDatabase.database),
  ) {
    const fetch = (_url: string, known: Validators) => {
      asked.push(known);
      return answer();
    };
    return createFeedSource(
      { name: "reddit", url, fetch, parse: parseReddit },
      { feeds, everyMs: 60_000, now: () => clock },
    );
  }

  const failureOf = async (source: ReturnType<typeof open>) =>
    (await source.page(null).catch((error) => error)).message;

  it("is read once in a while, by one request for all replicas", async () => {
    const source = open();

    const pages = await Promise.all([source.page(null), source.page(null)]);
    clock += 59_999;
    const existing = await source.existing(["t3_1", "t3_2"]);

    expect(pages[1]?.records.map(({ id }) => id)).to.deep.equal(["t3_1"]);
    expect(existing).to.deep.equal(["t3_1"]);
    expect(asked).to.deep.equal([{}]);
  });

  it("is asked once, also if one replica's read begins before", async () => {
    const feeds = createFeedRepository(testDatabase.database);
    let reads = 0;
    let store = () => {};
    const isStored = new Promise<void>((resolve) => {
      store = resolve;
    });
    const source = open(undefined, {
      async find(name) {
        const found = await feeds.find(name);
        if (++reads === 2) await isStored;
        return found;
      },
      async replace(name, feed) {
        await feeds.replace(name, feed);
        // Time for the first reader to end.
        setImmediate(store);
      },
    });

    await Promise.all([source.page(null), source.page(null)]);

    expect(asked).to.deep.equal([{}]);
  });

  it("is kept if it has not changed, also after a restart", async () => {
    await open().page(null);
    clock += 60_000;
    answer = async () => ({ etag: '"1"' });

    const { records } = await open().page(null);

    expect(records).to.have.length(1);
    expect(asked[1]).to.deep.equal({ etag: '"1"' });
  });

  it("keeps its entries while it fails, and is not asked more often", async () => {
    await open().page(null);
    clock += 60_000;
    answer = async () => ({ text: "no feed", etag: '"2"' });
    const source = open();

    expect(await failureOf(source)).to.equal("The feed is not JSON.");
    expect(await failureOf(source)).to.equal("The feed is not JSON.");
    expect(asked).to.have.length(2);

    clock += 60_000;
    answer = async () => ({});
    expect((await source.page(null)).records).to.have.length(1);
    expect(asked[2]).to.deep.equal({ etag: '"1"' });
  });

  it("is forgotten if its address changes", async () => {
    await open().page(null);
    answer = async () => ({ text: listing() });

    const { records } = await open("https://example.org/other").page(null);

    expect(records).to.deep.equal([]);
    expect(asked[1]).to.deep.equal({});
  });

  it("is a sample without an address", async () => {
    const { database } = testDatabase;
    const timing = { everyMs: 60_000, now: () => clock };
    const urls = { reddit: "", atom: "" };

    const feeds = createFeeds(database, { urls, ...timing });

    const counts = [];
    for (const feed of feeds) {
      counts.push((await feed.page(null)).records.length);
    }
    expect(counts).to.deep.equal([8, 6]);
    const wrong = { ...urls, atom: "file:///etc/passwd" };
    const create = () => createFeeds(database, { urls: wrong, ...timing });
    expect(create).to.throw("The feed atom needs a URL of http or https.");
  });
});
