// @from-99 @long @monolith

import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { restartWith } from "../hooks.ts";
import { authorizationFor } from "../identities.ts";
import { book } from "../kinds.ts";
import { newComment, newReview, untilShown } from "../reviews/samples.ts";
import { unique } from "../samples.ts";
import { type Replica, replicaName, startReplica } from "./replica.ts";
import {
  asUsual,
  expectItems,
  forTest,
  listRuns,
  listSources,
  requestRun,
  untilSynced,
} from "./sync.ts";

const withinMs = 60_000;

describe("sync-api", () => {
  let replica: Replica;
  let server: Server;
  let feed: RequestListener;

  const newBook = (title: string) =>
    book.catalog.create({
      ...{ ...book.required, title, year: 2026, priceCents: 100 },
    });

  before(async function () {
    this.timeout(120_000);
    replica = await startReplica();
    feed = (_req, res) => res.writeHead(503).end();
    server = createServer((req, res) => feed(req, res)).listen(0, "127.0.0.1");
    await once(server, "listening");
    await restartWith("sync-api/1", forTest);
  });
  after(async function () {
    this.timeout(120_000);
    server.close();
    await restartWith("sync-api/1", asUsual);
    await replica.close();
  });

  it("copies the catalogues, the posts and both feeds", async () => {
    const post = await newReview("2900000000537", `About ${unique()}`);
    const content = `Comment ${unique()}`;
    await newComment(post, content);
    await untilShown(post, ["approved"]);

    await untilSynced();

    await expectItems(replica);
    expect(replica.idsOf("reddit")).to.have.length(8);
    expect(replica.idsOf("atom")).to.have.length(6);
    expect(replica.records.get(`posts/${post.id}`)).to.deep.include({
      ...{ source: "posts", number: "2900000000537", text: content },
    });
  }).timeout(90_000);

  it("brings new, changed and deleted items, and nothing else", async () => {
    await untilSynced();
    replica.puts.clear();

    const { number } = await newBook(`New ${unique()}`);
    await until("the new book", () => replica.titleOf(number) !== undefined, {
      withinMs,
    });
    const fields = { ...book.required, year: 2026, priceCents: 100 };
    await book.catalog.replace(number, { ...fields, title: "Changed" });
    await until(
      "the changed book",
      () => replica.titleOf(number) === "Changed",
      { withinMs },
    );
    await book.catalog.delete(number);
    await until("no book", () => replica.titleOf(number) === undefined, {
      withinMs,
    });

    await untilSynced();
    const puts = [...replica.puts].filter(([key]) => key.startsWith("books/"));
    expect(puts).to.deep.equal([[`books/${number}`, 2]]);
  }).timeout(90_000);

  it("writes nothing while nothing changes", async () => {
    await untilSynced();
    await untilSynced();
    const { writes } = replica;
    const [before] = await listRuns();

    await untilSynced();
    await untilSynced();

    expect(replica.writes).to.equal(writes);
    const [newest] = await listRuns();
    expect(newest?.id).to.be.above(before?.id ?? 0);
    expect((await listRuns()).map(({ id }) => id)).not.to.include(before?.id);
  }).timeout(90_000);

  it("fills a replica again that has lost its data", async () => {
    await untilSynced();
    replica.reset();

    await untilSynced();

    await expectItems(replica);
  }).timeout(90_000);

  it("starts a run at once, for staff only", async () => {
    expect((await requestRun({})).status).to.equal(401);
    const asCustomer = authorizationFor("/carts/alice");
    expect((await requestRun(asCustomer)).status).to.equal(403);
    await restartWith("sync-api/1", {
      ...forTest,
      SYNC_EVERY_SECONDS: "600",
    });
    // Its first run may have begun already, and the next is in ten minutes.
    const isSynced = untilSynced();
    await requestRun();
    await isSynced;

    const { number } = await newBook(`At once ${unique()}`);
    expect((await requestRun()).status).to.equal(202);

    await until("the book", () => replica.titleOf(number) !== undefined, {
      withinMs,
    });
    await book.catalog.delete(number);
  }).timeout(90_000);

  it("takes a feed from its address; a bad one stops no other source", async () => {
    const { port } = server.address() as AddressInfo;
    const data = { name: "t3_test", title: "Pies", selftext: "<b>Hot</b>" };
    const listing = { kind: "Listing", data: { children: [{ data }] } };
    const known: unknown[] = [];
    feed = ({ headers, url }, res) => {
      if (url === "/atom") return void res.end("<feed><entry></feed>");
      known.push(headers["if-none-match"]);
      if (headers["if-none-match"]) return void res.writeHead(304).end();
      res.setHeader("etag", '"1"').end(JSON.stringify(listing));
    };

    await restartWith("sync-api/1", {
      ...forTest,
      REDDIT_URL: `http://127.0.0.1:${port}/reddit`,
      ATOM_URL: `http://127.0.0.1:${port}/atom`,
      FEED_EVERY_SECONDS: "0.1",
    });
    // Not before: the former process would fill it, too.
    replica.reset();
    await until("two requests", () => known.length >= 2, { withinMs });

    expect(known.slice(0, 2)).to.deep.equal([undefined, '"1"']);
    const entry = () => replica.records.get("reddit/t3_test");
    await until("the entry", () => entry() !== undefined, { withinMs });
    expect(entry()?.text).to.equal("Hot");
    await until("the books", () => expectItems(replica), { withinMs });
    const isFailing = async () => {
      const sources = await listSources();
      const failing = sources.filter(
        ({ target, error }) => target === replicaName && error,
      );
      expect(failing).to.have.length(1);
      expect(failing[0]).to.deep.include({
        source: "atom",
        syncedAt: null,
        error: "The feed is not XML.",
      });
    };
    await until("the bad feed has never been copied", isFailing, { withinMs });
  }).timeout(90_000);
});
