import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { closeServers } from "#commons/test/test-servers.ts";
import { type Body, record, startSearch, until } from "./start-search.ts";

const keysOf = ({ items }: Pick<Body, "items">) =>
  items.map(({ source, id }) => `${source}/${id}`);

describe("search-api", function () {
  this.timeout(60_000);
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let one: Awaited<ReturnType<typeof startSearch>>;
  let another: typeof one;

  before(async () => {
    testDatabase = openTestDatabase();
    one = await startSearch(testDatabase.database);
    another = await startSearch(testDatabase.database);
  });
  after(async () => {
    await Promise.all([one.onStop(), another.onStop()]);
    closeServers();
    await testDatabase.close();
  });

  /** Records of one source, and a wait until the last of them is found. */
  async function put(...records: ReturnType<typeof record>[]) {
    const { source, id, title } = records.at(-1) as (typeof records)[number];
    await one.change(source, { put: records });
    await until(`${id} is found`, async () => {
      const found = await one.search({ q: title, limit: "100" });
      return keysOf(found).includes(`${source}/${id}`);
    });
  }

  it("finds records of all sources, with what a reader has to know", async () => {
    const at = "2026-11-29T12:00:00.000Z";
    await put(record("books/9798000000014", { title: "Pancakes" }));
    await put(
      record("posts/p1", {
        title: "A review of pancakes",
        text: "Golden and crisp.",
        by: ["alice"],
        number: "9798000000014",
        at,
      }),
    );
    const url = "https://atom.example/1";
    await put(record("atom/tag:a/b", { title: "Of pancakes", url, by: [] }));

    const found = await one.search({ q: "pancakes" });

    const { items, ...rest } = found;
    expect(rest).to.deep.equal({
      next: null,
      partial: false,
      late: [],
      links: { self: "/search?q=pancakes" },
    });
    const unscored = items.map(({ score, ...item }) => {
      expect(score).to.be.above(0);
      return item;
    });
    expect(unscored).to.have.deep.members([
      {
        source: "books",
        id: "9798000000014",
        title: "Pancakes",
        by: ["Ann Author"],
      },
      {
        source: "posts",
        id: "p1",
        title: "A review of pancakes",
        snippet: "Golden and crisp.",
        by: ["alice"],
        number: "9798000000014",
        at,
      },
      { source: "atom", id: "tag:a/b", title: "Of pancakes", by: [], url },
    ]);
  });

  it("finds items and posts by the number of the item, and by a year", async () => {
    const number = "9798000000021";
    await put(record(`books/${number}`, { title: "Numbered", year: 1897 }));
    await put(record("posts/p2", { title: "About numbers", number }));

    const found = await one.search({ q: number });

    expect(keysOf(found)).to.have.members([`books/${number}`, "posts/p2"]);
    const ofYear = await one.search({ q: "numbered 1897" });
    expect(keysOf(ofYear)).to.deep.equal([`books/${number}`]);
  });

  it("follows changes and deletions", async () => {
    await put(record("cds/1", { title: "Waffles" }));
    await put(record("cds/1", { title: "Crumpets" }));
    await until("the old title is gone", async () => {
      const { items } = await one.search({ q: "waffles" });
      return items.length === 0;
    });

    await one.change("cds", { delete: ["1"] });

    await until("the record is gone", async () => {
      const { items } = await another.search({ q: "crumpets" });
      return items.length === 0;
    });
  });

  it("has pages without repeats and gaps while records come and go", async () => {
    const ids = Array.from({ length: 25 }, (_, i) => `${100 + i}`);
    await put(
      ...ids.map((id) => record(`dvds/${id}`, { title: `Tart ${id}` })),
    );
    const first = await one.search({ q: "tart", limit: "10" });
    expect(first.items).to.have.length(10);
    const all = keysOf(first);
    const unseen = ids.filter((id) => !all.includes(`dvds/${id}`));
    const [gone = ""] = unseen;

    // A better match than all others, and one that was not shown yet.
    await put(record("dvds/900", { title: "Tart" }));
    await one.change("dvds", { delete: [gone] });
    for (let after = first.next; after; ) {
      // Any instance has the list.
      const page = await another.search({ q: "tart", limit: "10", after });
      all.push(...keysOf(page));
      after = page.next;
    }

    const expected = ids.filter((id) => id !== gone).map((id) => `dvds/${id}`);
    expect([...all].sort()).to.deep.equal(expected);
    const again = await one.search({ q: "tart", limit: "1" });
    expect(keysOf(again)).to.deep.equal(["dvds/900"]);
  });

  it("fills a page with later hits if records are gone", async () => {
    const ids = Array.from({ length: 9 }, (_, i) => `${200 + i}`);
    await put(...ids.map((id) => record(`dvds/${id}`, { title: "Strudel" })));
    const { next } = await one.search({ q: "strudel", limit: "2" });

    await one.change("dvds", { delete: ["202", "203", "205"] });
    const after = next ?? "";
    const page = await one.search({ q: "strudel", limit: "3", after });

    expect(keysOf(page)).to.deep.equal(["dvds/204", "dvds/206", "dvds/207"]);
    const last = await one.search({
      q: "strudel",
      limit: "3",
      after: page.next ?? "",
    });
    expect(keysOf(last)).to.deep.equal(["dvds/208"]);
    expect(last.next).to.equal(null);
  });

  it("has no items for a query without a word", async () => {
    for (const q of ["", "  ", "!?.*"]) {
      const { items, next, partial } = await one.search({ q });

      expect({ items, next, partial }).to.deep.equal({
        items: [],
        next: null,
        partial: false,
      });
    }
    expect((await one.get("/search")).status).to.equal(200);
  });

  it("answers later on request: any instance has the result", async () => {
    await put(record("books/9798000000038", { title: "Macaroon" }));
    const headers = { prefer: "wait=1, Respond-Async" };

    const reply = await one.get("/search?q=macaroon", headers);

    const path = reply.headers.get("location") ?? "";
    expect(reply.status).to.equal(202);
    expect(path).to.match(/^\/search\/results\/[\w-]{36}$/);
    expect(reply.headers.get("retry-after")).to.equal("1");
    expect(reply.headers.get("preference-applied")).to.equal("respond-async");
    expect(await reply.json()).to.deep.equal({
      status: "pending",
      links: { self: path },
    });
    await until("the result is there", async () => {
      return (await another.get(path)).status === 200;
    });
    const body = await (await another.get(path)).json();
    expect(keysOf(body)).to.deep.equal(["books/9798000000038"]);
    expect(body).to.deep.include({ partial: false, late: [] });
    expect(body.links).to.deep.equal({ self: path });
  });

  it("answers at once to any other preference", async () => {
    const headers = { prefer: "return=minimal, x-respond-async" };

    const { status } = await one.get("/search?q=macaroon", headers);

    expect(status).to.equal(200);
  });

  it("refuses bad parameters, and names them", async () => {
    const { next } = await one.search({ q: "tart", limit: "1" });
    const words = Array.from({ length: 21 }, (_, i) => `w${i}`).join(" ");
    const bad: [query: string, field: string, message: RegExp][] = [
      ["q=a%00b", "q", /NUL/],
      [`q=${"x".repeat(201)}`, "q", /at most 200 characters/],
      [`q=${encodeURIComponent(words)}`, "q", /at most 20 words/],
      ["q=a&q=b", "q", /string/],
      ["q[$ne]=a", "q[$ne]", /not known/],
      ["limit=0", "limit", /./],
      ["limit=101", "limit", /./],
      ["limit=ten", "limit", /whole number/],
      ["after=x", "after", /not a position/],
      ["after=e30", "after", /not a position/],
      [`q=pie&after=${next}`, "after", /another search/],
      ["colour=red", "colour", /not known/],
    ];

    for (const [query, field, message] of bad) {
      const reply = await one.get(`/search?${query}`);
      const { errors } = await reply.json();

      expect(reply.status, query).to.equal(400);
      expect(errors[0].field, query).to.equal(field);
      expect(errors[0].message, query).to.match(message);
    }
  });

  it("finds nothing for hostile queries, and stays alive", async () => {
    for (const q of [
      "(zq+)+$",
      "[\\p{L}",
      "$where",
      "__proto__ constructor",
      "\u0001\u0007\u001b[31m",
      "\u202Eabc",
      "🥧".repeat(100),
      `${"a".repeat(199)}b`,
      "' OR 1=1 --",
    ]) {
      const { partial, items } = await one.search({ q });

      expect(items, q).to.deep.equal([]);
      expect(partial, q).to.equal(false);
    }
  });

  it("knows no other result, and no list that has expired", async () => {
    const cursor = { id: randomUUID(), index: 20, isEarly: false };
    const after = Buffer.from(JSON.stringify(cursor)).toString("base64url");
    for (const [path, status] of [
      [`/search/results/${randomUUID()}`, 404],
      ["/search/results/1", 400],
      [`/search?q=tart&after=${after}`, 404],
    ] as const) {
      const reply = await one.get(path);
      const { detail } = await reply.json();

      expect(reply.status, path).to.equal(status);
      if (status === 404) expect(detail).to.match(/search again/);
    }
  });

  it("forgets results after ten minutes", async () => {
    const { next } = await one.search({ q: "tart", limit: "1" });
    const results = testDatabase.database.collection("results");
    const [index] = (await results.indexes()).filter(({ key }) => key.at);
    expect(index).to.deep.include({ expireAfterSeconds: 600 });

    const at = new Date(Date.now() - 601_000);
    await results.updateMany({}, { $set: { at } });

    const reply = await one.get(`/search?q=tart&limit=1&after=${next}`);
    expect(reply.status).to.equal(404);
  });

  it("reports its indexes", async () => {
    const { indexes } = (await one.report()) as {
      indexes: Record<string, { isLoaded: boolean; records: number }>;
    };

    expect(indexes).to.have.all.keys("catalogues", "posts", "feeds");
    expect(indexes.feeds).to.deep.equal({ isLoaded: true, records: 1 });
  });
});
