import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { Invalid, Unavailable } from "#commons/errors.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import type { Hit } from "../src/hit.ts";
import type { Page } from "../src/page-service.ts";
import { createResultRepository } from "../src/result-repository.ts";
import { createSearchService } from "../src/search-service.ts";
import { type Group, groups } from "../src/source-group.ts";
import { record, until } from "./start-search.ts";

/** Answers when the test says so. */
function createFakeIndex(group: Group) {
  const waiting: {
    resolve: (hits: Hit[]) => void;
    reject: (e: Error) => void;
  }[] = [];
  const index = {
    group,
    asked: 0,
    usual: undefined as string[] | undefined,
    search: () =>
      new Promise<Hit[]>((resolve, reject) => {
        index.asked++;
        if (index.usual) resolve(toHits(index.usual));
        else waiting.push({ resolve, reject });
      }),
    answer(...keys: string[]) {
      for (const { resolve } of waiting.splice(0)) resolve(toHits(keys));
    },
    fail(why: string) {
      for (const { reject } of waiting.splice(0)) reject(new Unavailable(why));
    },
  };
  return index;
}

/** Of the first of them, the best score. */
const toHits = (keys: string[]) =>
  keys.map((key, i) => ({ key, score: 1_000 - i }));

const keysOf = (page: Page | undefined) =>
  page?.items.map(({ source, id }) => `${source}/${id}`);

describe("a search with late sources", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let warnings: string[];
  let started: ReturnType<typeof createFakeIndex>[];

  beforeEach(async () => {
    testDatabase = openTestDatabase();
    warnings = [];
    started = [];
  });
  afterEach(() => {
    // A result that waits for a source is renewed for ever.
    for (const index of started) index.answer();
    return testDatabase.close();
  });

  /** One instance; all instances share the database. */
  function start({
    leaseMs = 60_000,
    timeoutMs = 20,
    isCrashing = false,
  } = {}) {
    const results = createResultRepository(testDatabase.database);
    const { renew } = results;
    const renewals: boolean[] = [];
    let isFailing = false;
    results.renew = async (...args) => {
      // A process that has crashed renews nothing.
      if (isCrashing) return new Promise(() => {});
      if (isFailing) {
        isFailing = false;
        throw new Unavailable("The database restarts.");
      }
      const isPending = await renew(...args);
      renewals.push(isPending);
      return isPending;
    };
    // A warning that comes late is not one of the next test.
    const seen = warnings;
    const indexes = groups.map(createFakeIndex);
    started.push(...indexes);
    const [catalogues, posts, feeds] = indexes as [
      (typeof indexes)[number],
      (typeof indexes)[number],
      (typeof indexes)[number],
    ];
    const service = createSearchService({
      ...{ indexes, timeoutMs, leaseMs, results },
      records: {
        list: async (refs) =>
          refs.map(({ source, id }) => record(`${source}/${id}`)),
      },
      log: { warn: (text: string) => void seen.push(text) } as never,
    });
    catalogues.usual = ["books/1"];
    posts.usual = ["posts/1"];
    const query = { q: "pie", limit: 20, after: undefined };
    const find = async (id = "") => service.find(id);
    return {
      ...{ catalogues, posts, feeds, find, renewals },
      failNext: () => {
        isFailing = true;
      },
      begin: () => service.start(query),
      search: (more = {}) => service.search({ ...query, ...more }),

      async untilFound(id = ""): Promise<Page> {
        let page: Page | undefined;
        await until("the result is complete", async () => {
          page = await service.find(id);
          return page !== undefined;
        });
        return page as Page;
      },
    };
  }

  it("has the hits of the others, and names the late group", async () => {
    const { feeds, search, find, untilFound } = start();

    const page = await search();

    expect(keysOf(page)).to.deep.equal(["books/1", "posts/1"]);
    expect(page.late).to.deep.equal(["feeds"]);
    expect(await find(page.completeId)).to.equal(undefined);

    feeds.answer("atom/1");
    const complete = await untilFound(page.completeId);

    expect(keysOf(complete)).to.deep.equal(["atom/1", "books/1", "posts/1"]);
    expect(complete).to.deep.include({ late: [], next: null });
    expect(complete).not.to.have.property("completeId");
    expect(feeds.asked).to.equal(1);
  });

  it("waits for no group longer than for another", async () => {
    const { catalogues, posts, search } = start();
    catalogues.usual = undefined;
    posts.usual = undefined;

    const page = await search();

    expect(page.items).to.deep.equal([]);
    expect(page.late).to.deep.equal(["catalogues", "posts", "feeds"]);
  });

  it("takes a group that fails for a late one, and asks it again", async () => {
    const { feeds, search, untilFound } = start({ leaseMs: 200 });
    const first = search();
    feeds.fail("The index has ended.");
    const page = await first;
    expect(page.late).to.deep.equal(["feeds"]);

    feeds.usual = ["reddit/1"];
    const complete = await untilFound(page.completeId);

    expect(keysOf(complete)).to.include("reddit/1");
    expect(warnings).to.include("not complete: The index has ended.");
  });

  it("has pages of its own list, before and after it is completed", async () => {
    const { catalogues, feeds, search, untilFound } = start();
    catalogues.usual = ["books/1", "books/2", "books/3"];
    const first = await search({ limit: 3 });
    expect(keysOf(first)).to.deep.equal(["books/1", "posts/1", "books/2"]);
    feeds.answer("atom/1", "atom/2");
    const complete = await untilFound(first.completeId);

    expect(keysOf(complete)).to.deep.equal(["atom/1", "books/1", "posts/1"]);
    const page = (next: string | null) =>
      search({ limit: 3, after: positionOf(next) });
    const second = await page(first.next);
    expect(keysOf(second)).to.deep.equal(["books/3"]);
    expect(second.late).to.deep.equal(["feeds"]);
    expect(second.completeId).to.equal(first.completeId);
    const others = await page(complete.next);
    expect(keysOf(others)).to.deep.equal(["atom/2", "books/2", "books/3"]);
    expect(others.late).to.deep.equal([]);
  });

  it("is completed by another instance after a crash", async () => {
    const crashed = start({ leaseMs: 300, isCrashing: true });
    const { completeId } = await crashed.search();
    const other = start({ leaseMs: 60_000 });
    other.feeds.usual = ["atom/1"];

    const complete = await other.untilFound(completeId);

    expect(keysOf(complete)).to.include("atom/1");
    expect(other.feeds.asked).to.equal(1);
  });

  it("is left to the instance that completes it", async () => {
    const { feeds, search, untilFound } = start();
    const { completeId } = await search();
    const other = start();

    expect(await other.find(completeId)).to.equal(undefined);
    expect(other.feeds.asked).to.equal(0);

    feeds.answer();
    await other.untilFound(completeId);
    await untilFound(completeId);
  });

  it("is held by its instance for as long as a source is late", async () => {
    const leaseMs = 200;
    const { feeds, renewals, search, untilFound } = start({ leaseMs });
    const { completeId } = await search();
    const leaseUntil = async () => {
      const [stored] = await testDatabase.database
        .collection("results")
        .find({})
        .toArray();
      return stored?.leaseUntil.getTime();
    };
    const first = await leaseUntil();

    await until("the lease is prolonged by more than itself", async () => {
      return (await leaseUntil()) > first + leaseMs;
    });

    // A renewal that meets the completed result may fail.
    expect(renewals).not.to.include(false);
    feeds.answer("atom/1");
    await untilFound(completeId);
    expect(feeds.asked).to.equal(1);
  });

  it("is given up when the result is gone", async () => {
    const { renewals, search } = start({ leaseMs: 20 });
    await search();

    await testDatabase.database.collection("results").deleteMany({});

    await until("its renewal has failed", async () => {
      return renewals.includes(false);
    });
    await search();
    const { length } = renewals;
    await until("others are renewed", async () => renewals.length > length + 3);
    expect(renewals.filter((isPending) => !isPending)).to.have.length(1);
    expect(warnings).to.deep.equal([]);
  });

  it("goes on after a failed renewal", async () => {
    const { feeds, renewals, failNext, search, untilFound } = start({
      leaseMs: 20,
    });
    const { completeId } = await search();
    failNext();
    const { length } = renewals;
    await until("the next one", async () => renewals.length > length + 1);

    feeds.answer("atom/1");

    await untilFound(completeId);
    expect(feeds.asked).to.equal(1);
    expect(warnings).to.deep.equal([]);
  });

  it("is asked once by an instance, however often it is polled", async () => {
    const { feeds, search, find } = start({ leaseMs: 0 });
    const { completeId } = await search();

    await find(completeId);
    await find(completeId);

    expect(feeds.asked).to.equal(1);
  });

  it("can begin without an answer", async () => {
    const { feeds, begin, find, untilFound } = start();

    const id = await begin();

    expect(await find(id)).to.equal(undefined);
    feeds.answer("atom/1");
    const complete = await untilFound(id);
    expect(keysOf(complete)).to.deep.equal(["atom/1", "books/1", "posts/1"]);
  });

  it("has at most 500 hits, and stores no list of one page", async () => {
    const { catalogues, feeds, search } = start({ timeoutMs: 10_000 });
    feeds.usual = [];
    const results = testDatabase.database.collection("results");
    await search();
    expect(await results.countDocuments()).to.equal(0);

    catalogues.usual = Array.from({ length: 600 }, (_, i) => `books/${i}`);
    let { items, next } = await search({ limit: 100 });
    const all = [...items];
    while (next) {
      const after = positionOf(next);
      ({ items, next } = await search({ limit: 100, after }));
      all.push(...items);
    }

    expect(all).to.have.length(500);
    expect(await results.countDocuments()).to.equal(1);
  });

  it("refuses a position that the list does not have", async () => {
    const { search } = start();
    const { completeId: id = "" } = await search();

    // Not complete yet.
    const after = { id, index: 0, isEarly: false };
    const refused = await search({ after }).catch((error) => error);

    expect(refused).to.be.instanceOf(Invalid);
  });
});

const positionOf = (cursor: string | null) =>
  JSON.parse(Buffer.from(cursor ?? "", "base64url").toString());
