import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import type { HttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { as, testFindKey } from "#commons/test/test-auth.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { until } from "../../search-api/test/start-search.ts";
import { createMonolith } from "../src/monolith.ts";

const [first, second] = ["9798000000175", "9798000000250"];
const fields = { author: "Ann", year: 1900, priceCents: 900 };
const books = [
  { number: first, title: "Dracula", ...fields, description: "A castle." },
  { number: second, title: "Carmilla", ...fields, description: "A zeppelin." },
];

/** The services with the master data: there are two books, and nothing else. */
const client = (() => async (_method: string, path: string) => ({
  items: path.startsWith("/books") ? books : [],
  next: null,
})) as unknown as () => HttpClient;

const workerOf = (service: string, name: string) =>
  new URL(`../../${service}/test/${name}-worker.mjs`, import.meta.url);

describe("the monolith", function () {
  this.timeout(60_000);
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let monolith: ReturnType<typeof createMonolith>;
  let url: string;

  before(async () => {
    testDatabase = openTestDatabase();
    const log = createLog("test", "silent");
    monolith = createMonolith({
      ...{ database: testDatabase.database, log, client, instance: "one" },
      indexWorker: workerOf("search-api", "index"),
      topicWorker: workerOf("recommend-api", "topic"),
      ...{ searchTimeoutMs: 10_000, slow: "", replicas: "" },
      feedUrls: { reddit: "", atom: "" },
      ...{ feedEverySeconds: 1, syncLeaseSeconds: 60, syncEverySeconds: 1 },
    });
    // The indexes load what the first run has copied.
    await monolith.sync.renew();
    await monolith.sync.runIfDue();
    await monolith.prepare();
    const { routes } = monolith;
    url = await serve(createApp({ log, routes, findKey: testFindKey }));
  });
  after(async () => {
    closeServers();
    await monolith.onStop();
    await testDatabase.close();
  });

  async function call(method: string, path: string, sent = {}, body?: object) {
    const headers = { "content-type": "application/json", ...sent };
    const json = body ? JSON.stringify(body) : null;
    const reply = await fetch(url + path, { method, headers, body: json });
    return { status: reply.status, body: await reply.json() };
  }

  it("finds what one run has copied", async () => {
    // The index follows the replica, a little later.
    await until("the book is found", async () => {
      const { body } = await call("GET", "/search?q=dracula");
      return body.items.some((item: { id: string }) => item.id === first);
    });

    const sources = (await call("GET", "/sources")).body.items;
    expect(sources).to.have.length(6);
    expect(sources[0]).to.include({ target: "monolith", error: null });
  });

  it("recommends by the tags of the user, without a call of a service", async () => {
    const alice = as("alice", "customer");
    const tags = ["zeppelin"];
    const path = `/tags/${first}`;
    expect((await call("PUT", path, alice, { tags })).status).to.equal(200);

    const query = "/recommendations?topic=unknown";
    // The topics follow the replica, a little later.
    let own = { items: [] as object[] };
    await until("a recommendation", async () => {
      own = (await call("GET", query, alice)).body;
      return own.items.length > 0;
    });
    const others = (await call("GET", query, as("bob", "customer"))).body;

    expect(own).to.include({ version: "2", partial: false });
    expect(own.items[0]).to.deep.include({
      ...{ number: second, reason: "you tagged Dracula “zeppelin”" },
    });
    expect(others.items).to.deep.equal([]);
  });

  it("has both versions of recommendations, and no other", async () => {
    const pinned = (version: string) =>
      call("GET", "/recommendations?topic=castle", {
        "x-api-version": version,
      });

    for (const version of ["1", "2"]) {
      expect((await pinned(version)).body.version).to.equal(version);
    }
    const { status, body } = await pinned("3");
    expect(status).to.equal(400);
    expect(body.detail).to.match(/has no such version; it has 1, 2\.$/);
  });
});
