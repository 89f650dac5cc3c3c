import { expect } from "chai";
import { describe, it } from "mocha";
import { type Found, type Hit, StoreError } from "../../store-client.ts";
import {
  besides,
  isEmpty,
  lateText,
  placeOf,
  siteOf,
  sourceText,
} from "../page/search/hits.ts";
import {
  createSearchRun,
  nothingShown,
  type Shown,
} from "../page/search/search-run.ts";

function hit(id: string, fields: Partial<Hit> = {}): Hit {
  return { source: "books", id, title: id, by: [], score: 1, ...fields };
}

const ids = (hits: Hit[]) => hits.map(({ id }) => id);

describe("a result of the search", () => {
  it("is left out while a shelf shows it, or may show it", () => {
    const hits = [
      hit("b1"),
      hit("b2"),
      hit("c1", { source: "cds" }),
      hit("d1", { source: "dvds" }),
      hit("b1", { source: "posts" }),
    ];

    const shelves = { book: ["b1"], cd: undefined, dvd: [] };

    expect(besides(shelves, hits)).to.deep.equal([hits[1], hits[3], hits[4]]);
  });

  it("comes before a shelf without items, but not while it is loading", () => {
    expect([undefined, [], ["b1"]].map(isEmpty)).to.deep.equal([
      ...[false, true, false],
    ]);
  });

  it("opens over the search, on the item's page, or elsewhere", () => {
    const query = new URLSearchParams({ q: "a b" });
    const number = "9798000000014";
    const review = hit("p1", { source: "posts", number });
    const entry = hit("t1", { source: "reddit", url: "https://a.test/x" });

    expect(placeOf(hit(number), query)).to.equal(
      "/?q=a+b&item=book-9798000000014",
    );
    expect(placeOf(review, query)).to.equal(
      "/items/book/9798000000014#review-p1",
    );
    expect(placeOf(hit("p1", { source: "posts" }), query)).to.equal(undefined);
    expect(placeOf(entry, query)).to.equal(undefined);
    expect(siteOf(entry)).to.equal("a.test");
    expect([hit("1"), review, entry].map(sourceText)).to.deep.equal([
      "Book",
      "Review",
      "Discussion",
    ]);
  });

  it("opens no address but a web page", () => {
    for (const url of [undefined, "", "x", "javascript:alert(1)", "file:///"]) {
      expect(siteOf({ ...(url && { url }) }), url).to.equal(undefined);
    }
  });

  it("names what is late", () => {
    expect(lateText(["feeds"])).to.equal("Discussions on other sites");
    expect(lateText(["catalogues", "posts"])).to.equal(
      "Books, CDs and DVDs and reviews",
    );
    expect(lateText(["new"])).to.equal("New");
  });
});

type Reply = Partial<Found> | Error;

/** Answers by the cursor, "" for the first page. */
function startRun(
  answers: Record<string, Reply>,
  completed: (Reply | Promise<Reply> | undefined)[] = [],
) {
  const leave = new AbortController();
  let shown: Shown = nothingShown;
  const history: string[] = [];
  const pauses: number[] = [];
  const asked: string[] = [];
  const links = { self: "/search" };
  const found = (part: Reply) => {
    if (part instanceof Error) throw part;
    const none = { items: [], next: null, partial: false, late: [], links };
    return { ...none, ...part };
  };

  const run = createSearchRun({
    search: {
      async find({ after = "" }) {
        asked.push(after);
        return found(answers[after] ?? {});
      },
      async complete(path) {
        asked.push(path);
        const reply = await completed.shift();
        return { retryAfterMs: 50, ...(reply && { found: found(reply) }) };
      },
    },
    q: "pie",
    show(change) {
      shown = { ...shown, ...change };
      const text = `${ids(shown.hits)}|${shown.late}`;
      if (history.at(-1) !== text && text !== "|") history.push(text);
    },
    signal: leave.signal,
    pause: async (ms) => {
      pauses.push(ms);
      if (pauses.length === 3) leave.abort();
    },
  });
  return { run, leave, history, pauses, asked, shown: () => shown };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const partial = {
  ...{ items: [hit("1")], next: "x", partial: true, late: ["feeds"] },
  links: { self: "/search", complete: "/search/results/7" },
};

describe("a search", () => {
  it("is shown page by page, up to its end", async () => {
    const { run, shown, asked } = startRun({
      "": { items: [hit("1"), hit("2")], next: "2" },
      2: { items: [hit("3")] },
    });

    await run.start();
    expect(shown()).to.include({ next: "2", isLoading: false });
    await Promise.all([run.more(), run.more()]);
    await run.more();

    expect(ids(shown().hits)).to.deep.equal(["1", "2", "3"]);
    expect(shown()).to.include({ next: null, error: undefined });
    expect(asked).to.deep.equal(["", "2"]);
  });

  it("is complete when the late source has answered", async () => {
    const all = { items: [hit("0"), hit("1")], next: "y" };
    const { run, history, pauses, shown } = startRun({ "": partial }, [
      undefined,
      all,
    ]);

    await run.start();
    expect(shown()).to.include({ isAwaited: true });
    await settled();

    expect(history).to.deep.equal(["1|", "1|feeds", "0,1|feeds", "0,1|"]);
    expect(pauses).to.deep.equal([50]);
    expect(shown()).to.include({ next: "y", isAwaited: false });
  });

  it("is replaced as far as it is shown", async () => {
    let answer: (reply: Reply) => void = () => {};
    const later = new Promise<Reply>((resolve) => {
      answer = resolve;
    });
    const pages = {
      "": partial,
      x: { items: [hit("2")], next: "x2" },
      y: { items: [hit("1"), hit("2")], next: "y2" },
    };
    const { run, shown, asked } = startRun(pages, [later]);

    await run.start();
    await run.more();
    answer({ items: [hit("0")], next: "y" });
    await settled();

    expect(asked).to.deep.equal(["", "/search/results/7", "x", "y"]);
    expect(ids(shown().hits)).to.deep.equal(["0", "1", "2"]);
    expect(shown().next).to.equal("y2");
  });

  it("repeats the page that has failed", async () => {
    const pages: Record<string, Reply> = {
      "": { items: [hit("1")], next: "2" },
      2: new Error("out"),
    };
    const { run, shown } = startRun(pages);
    await run.start();

    await run.more();
    expect(shown()).to.include({ error: pages[2], isLoading: false });
    pages[2] = { items: [hit("2")] };
    await run.again();

    expect(ids(shown().hits)).to.deep.equal(["1", "2"]);
    expect(shown().error).to.equal(undefined);
  });

  it("begins anew when its list has expired", async () => {
    const { run, shown, asked } = startRun({
      "": { items: [hit("1")], next: "2" },
      2: new StoreError({ title: "Gone", status: 410 }),
    });
    await run.start();
    await run.more();

    await run.again();

    expect(asked).to.deep.equal(["", "2", ""]);
    expect(ids(shown().hits)).to.deep.equal(["1"]);
  });

  it("says so when the complete result is gone", async () => {
    const gone = new StoreError({ title: "Gone", status: 410 });
    const { run, shown, pauses } = startRun({ "": partial }, [gone]);

    await run.start();
    await settled();

    expect(shown()).to.deep.include({ late: ["feeds"], isAwaited: false });
    expect(pauses).to.deep.equal([]);
  });

  it("asks on during an outage, until a newer search replaces it", async () => {
    const out = new StoreError({ title: "Out", status: 503 });
    const outage = [out, out, out];
    const { run, shown, pauses, history } = startRun({ "": partial }, outage);

    await run.start();
    await settled();

    expect(pauses).to.deep.equal([1_000, 1_000, 1_000]);
    expect(shown().isAwaited, "after the end").to.equal(true);
    expect(history).to.deep.equal(["1|", "1|feeds"]);
  });
});
