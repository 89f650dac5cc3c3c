import { setTimeout as delay } from "node:timers/promises";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { Unavailable } from "#commons/errors.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { createRunRepository } from "../src/run-repository.ts";
import type { Progress } from "../src/walk.ts";
import { fakeSource, fakeTarget, runsOf, startSync } from "./start-sync.ts";

describe("a run of sync-api", () => {
  const databases: ReturnType<typeof openTestDatabase>[] = [];
  let books: ReturnType<typeof fakeSource>;
  let cds: ReturnType<typeof fakeSource>;
  let search: Awaited<ReturnType<typeof fakeTarget>>;
  let tags: Awaited<ReturnType<typeof fakeTarget>>;
  let clock: { time: number };
  let sync: ReturnType<typeof startSync>;

  const open = () => {
    const opened = openTestDatabase();
    databases.push(opened);
    return opened.database;
  };

  beforeEach(async () => {
    books = fakeSource("books", { 1: "A", 2: "B", 3: "C", 4: "D", 5: "E" });
    cds = fakeSource("cds", { 6: "F" });
    search = await fakeTarget("search-api", open());
    tags = await fakeTarget("tag-api", open());
    clock = { time: 1_000_000 };
    const [sources, targets] = [
      [books, cds],
      [search, tags],
    ];
    sync = startSync(open(), { sources, targets, clock });
  });
  afterEach(async () => {
    for (const { close } of databases.splice(0)) await close();
  });

  const own = () => databases[2]?.database as ReturnType<typeof open>;

  const progress = () =>
    own()
      .collection<Progress & { _id: string }>("sync-progress")
      .find()
      .toArray();

  /** The number of records, as each replica's progress has it. */
  const recordsOf = async (source: string) =>
    (await progress())
      .filter((it) => it.source === source)
      .map(({ records }) => records);

  async function expectEqual() {
    for (const target of [search, tags]) {
      expect(await target.titles("books")).to.deep.equal(books.titles);
      expect(await target.titles("cds")).to.deep.equal(cds.titles);
    }
  }

  it("copies every source to every replica", async () => {
    await sync.run();

    await expectEqual();
    const [run] = await runsOf(own());
    expect(run?.sources).to.deep.include({
      ...{ target: "tag-api", source: "books" },
      ...{ read: 5, put: 5, deleted: 0 },
    });
  });

  it("writes nothing if nothing has changed", async () => {
    await sync.run();
    const before = search.sent.length;

    await sync.run();
    await sync.run();

    expect(search.sent).to.have.length(before);
    expect(await runsOf(own())).to.have.length(2);
  });

  it("sends what has changed, and no more", async () => {
    await sync.run();
    search.sent.length = 0;

    books.titles = { ...books.titles, 2: "B2", 7: "New" };
    delete books.titles[4];
    await sync.run();

    await expectEqual();
    const ids = search.sent.flatMap(({ put }) => put.map(({ id }) => id));
    expect(ids.sort()).to.deep.equal(["2", "7"]);
    expect(search.sent.flatMap((it) => it.delete)).to.deep.equal(["4"]);
    expect(await recordsOf("books")).to.deep.equal([5, 5]);
  });

  it("keeps an item that moves to a page that was read already", async () => {
    await sync.run();
    books.beforePage = (after) => {
      if (after) books.titles[5] = "0";
    };

    await sync.run();

    expect(search.sent.flatMap((it) => it.delete)).to.deep.equal([]);
    expect(await search.titles("books")).to.have.property("5", "E");
    await sync.run();
    await expectEqual();
  });

  it("brings what changes meanwhile with the next run", async () => {
    books.beforePage = (after) => {
      if (!after) return;
      books.titles = { ...books.titles, 1: "A2", 8: "0" };
      delete books.titles[2];
      books.beforePage = () => {};
    };
    await sync.run();

    await sync.run();

    await expectEqual();
  });

  it("brings what has changed before it goes on with a walk", async () => {
    books.beforePage = (after) => {
      if (after) throw new Unavailable("books does not answer.");
    };
    await sync.run();
    books.beforePage = () => {};
    books.titles[1] = "A2";
    books.reads.pages.length = 0;

    await sync.run();

    expect(books.reads.pages[0]).to.equal("B/2");
    await expectEqual();
  });

  it("reads each page once for all replicas", async () => {
    await sync.run();
    books.titles[1] = "A2";
    await sync.run();

    const walk = [null, "B/2", "D/4"];
    expect(books.reads.pages).to.deep.equal([...walk, ...walk]);
    expect(books.reads.existing).to.have.length(2);
    await expectEqual();
  });

  it("is as old as its start, also where a replica gets what another has read", async () => {
    let searchHasBooks = () => {};
    const untilItHas = new Promise<void>((resolve) => {
      searchHasBooks = resolve;
    });
    const { describe } = tags.asTarget;
    tags.asTarget.describe = () => untilItHas.then(describe);
    cds.beforePage = () => {
      books.titles[5] = "E2";
      clock.time += 100;
      searchHasBooks();
    };

    await sync.run();

    expect((await tags.titles("books"))[5]).to.equal("E");
    const startedAt = clock.time - 100;
    for (const pair of await progress()) {
      expect(pair.syncedAt, pair._id).to.equal(startedAt);
    }
  });

  it("goes on at a checkpoint of ten pages, also if nothing has changed", async () => {
    const ids = Array.from({ length: 130 }, (_, i) => `${i + 100}`);
    books.titles = Object.fromEntries(ids.map((id) => [id, `T${id}`]));
    await sync.run();
    let left = 12;
    books.beforePage = () => {
      if (left-- === 0) throw new Unavailable("books does not answer.");
    };
    await sync.run();
    books.beforePage = () => {};
    books.reads.pages.length = 0;
    delete books.titles[229];

    await sync.run();

    expect(books.reads.pages.slice(0, 2)).to.deep.equal([
      ...["T119/119", "T121/121"],
    ]);
    await expectEqual();
    expect(await recordsOf("books")).to.deep.equal([129, 129]);
  });

  it("goes on without a replica or a source that does not answer", async () => {
    search.isDown = true;
    cds.isDown = true;
    await sync.run();

    expect(await tags.titles("books")).to.deep.equal(books.titles);
    const [run] = await runsOf(own());
    const errors = run?.sources.map((it) => [it.target, it.source, it.error]);
    expect(errors).to.have.deep.members([
      ["search-api", "books", "search-api does not answer."],
      ["search-api", "cds", "search-api does not answer."],
      ["tag-api", "books", undefined],
      ["tag-api", "cds", "cds does not answer."],
    ]);

    search.isDown = false;
    cds.isDown = false;
    await sync.run();
    await expectEqual();
  });

  it("fills a replica again that has lost its data", async () => {
    await sync.run();
    await search.database.dropDatabase();

    await sync.run();

    await expectEqual();
    expect(tags.sent).to.have.length(4);
  });

  it("has a rising version, also if the clock goes back", async () => {
    await sync.run();
    books.titles[1] = "Z";
    clock.time -= 500_000;
    await sync.request();
    await sync.renew();
    await sync.runIfDue();

    await expectEqual();
  });

  it("begins again if the source refuses a page", async () => {
    await sync.run();
    books.titles[1] = "A2";
    books.beforePage = (after) => {
      if (after) throw new Error("Not acceptable: after.");
    };
    await sync.run();
    books.beforePage = () => {};
    books.titles[1] = "A3";
    books.reads.pages.length = 0;

    await sync.run();

    expect(books.reads.pages[0]).to.equal(null);
    await expectEqual();
  });

  it("is not stored again and again while it changes nothing", async () => {
    await sync.run();
    for (let i = 0; i < 3; i++) await sync.run();
    cds.isDown = true;
    for (let i = 0; i < 3; i++) await sync.run();
    books.titles[9] = "N";
    await sync.run();

    const stored = await runsOf(own());
    const put = stored.map(({ sources }) => sources[0]?.put);
    expect(put).to.deep.equal([5, 0, 0, 1]);
    expect(stored.map(({ sources }) => sources[1]?.error)).to.deep.equal([
      ...[undefined, undefined],
      ...["cds does not answer.", "cds does not answer."],
    ]);
  });

  it("begins when it is time, or staff has asked for it", async () => {
    await sync.run();
    books.titles[1] = "A2";
    clock.time += 1_000;
    await sync.renew();
    await sync.runIfDue();
    expect(await runsOf(own())).to.have.length(1);

    await own().collection("sync-requests").insertOne({ at: 1 });
    await sync.renew();
    await sync.runIfDue();
    expect(await runsOf(own())).to.have.length(1);
    await own().collection("sync-requests").deleteMany({});
    await sync.request();
    await sync.renew();
    await sync.runIfDue();

    await expectEqual();
    books.reads.pages.length = 0;
    await sync.renew();
    await sync.runIfDue();
    expect(books.reads.pages, "of a second run").to.deep.equal([]);
  });

  it("is made by one of several instances", async () => {
    const sources = [books, cds];
    const parts = { sources, targets: [search], clock, instance: "two" };
    const other = startSync(own(), parts);
    await sync.run();
    books.titles[1] = "A2";
    search.sent.length = 0;
    books.reads.pages.length = 0;

    clock.time += 100;
    await other.renew();
    await other.runIfDue();
    expect(search.sent).to.deep.equal([]);
    expect(books.reads.pages).to.deep.equal([]);

    // The other one leaves a request for a run to the holder of the lease.
    await other.request();
    for (const instance of [other, sync]) {
      await instance.renew();
      await instance.runIfDue();
    }
    expect(search.sent).to.have.length(1);

    books.titles[1] = "A3";
    clock.time += 10_000;
    await other.renew();
    await other.runIfDue();
    expect(search.sent).to.have.length(2);
  });

  it("sends nothing once its lease has ended", async () => {
    books.beforePage = () => {
      clock.time += 10_000;
    };
    await sync.run();

    expect(search.sent).to.deep.equal([]);
    expect(await runsOf(own())).to.deep.equal([]);
  });

  it("leaves the progress alone once its lease has ended", async () => {
    await sync.run();
    const before = await progress();
    books.beforePage = () => {
      clock.time += 10_000;
    };
    for (const title of ["A", "A2"]) {
      books.titles[1] = title;
      await sync.run();

      for (const pair of await progress()) {
        const walk = pair.source === "books" ? pair.walk : null;
        expect(walk?.after ?? null).to.equal(null);
        const same = before.find(({ _id }) => _id === pair._id);
        expect({ ...pair, walk: null }).to.deep.equal(same);
      }
    }
  });

  it("forgets no replica once its lease has ended", async () => {
    await sync.run();
    const { describe } = search.asTarget;
    search.asTarget.describe = async () => {
      clock.time += 10_000;
      return { id: "another" };
    };
    await sync.run();
    search.asTarget.describe = describe;
    search.sent.length = 0;
    await sync.run();

    expect(search.sent).to.deep.equal([]);
  });

  it("ends when each replica has ended, whatever fails", async () => {
    // A replica that is slower than the failure of the other one.
    const paceMs = 50;
    const { change } = tags.asTarget;
    tags.asTarget.change = async (...args) => {
      await delay(paceMs);
      await change(...args);
    };
    search.asTarget.describe = async () => {
      // An error that cannot be stored.
      const message = "x".repeat(17_000_000);
      throw new Error(message);
    };

    const error = await sync.run().catch((it: Error) => it);

    expect(error).to.be.an("error");
    expect(await tags.titles("books")).to.deep.equal(books.titles);
    expect(await tags.titles("cds")).to.deep.equal(cds.titles);
  });

  it("has an id of its own, whichever instance begins it", async () => {
    const runs = createRunRepository(own());
    const ids = await Promise.all([5, 5, 5, 1, 9].map(runs.nextId));

    expect(new Set(ids).size).to.equal(5);
    expect(Math.max(...ids)).to.be.within(9, 13);
  });
});
