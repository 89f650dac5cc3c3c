import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createLog } from "#commons/log.ts";
import { register } from "#commons/metrics.ts";
import { measureLag } from "#commons/replica/sync-metrics.ts";
import { createApp } from "#commons/service.ts";
import { as, testFindKey } from "#commons/test/test-auth.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { fakeSource, fakeTarget, startSync } from "./start-sync.ts";

const log = createLog("test", "silent");

describe("the API of sync-api", () => {
  let own: ReturnType<typeof openTestDatabase>;
  let other: ReturnType<typeof openTestDatabase>;
  let books: ReturnType<typeof fakeSource>;
  let clock: { time: number };
  let sync: ReturnType<typeof startSync>;
  let url: string;

  beforeEach(async () => {
    [own, other] = [openTestDatabase(), openTestDatabase()];
    books = fakeSource("books", { 1: "A", 2: "B", 3: "C" });
    clock = { time: Date.parse("2026-11-29T12:00:00Z") };
    const target = await fakeTarget("tag-api", other.database);
    const parts = { sources: [books], targets: [target], clock };
    sync = startSync(own.database, parts);
    const { routes } = sync;
    url = await serve(createApp({ log, routes, findKey: testFindKey }));
  });
  afterEach(async () => {
    closeServers();
    await own.close();
    await other.close();
  });

  const get = async (path: string) => {
    const { items } = await (await fetch(url + path)).json();
    return items;
  };

  it("lists the runs, the newest first", async () => {
    await sync.run();
    books.titles[1] = "A2";
    await sync.run();

    const [newest, ...others] = await get("/runs?limit=2");

    expect(newest.startedAt).to.equal("2026-11-29T12:00:20.000Z");
    expect(newest.sources).to.deep.equal([
      { target: "tag-api", source: "books", read: 3, put: 1, deleted: 0 },
    ]);
    expect(others).to.have.length(1);
    expect((await fetch(`${url}/runs?limit=0`)).status).to.equal(400);
  });

  it("shows how far each replica is, also after a failure", async () => {
    await sync.run();
    books.isDown = true;
    await sync.run();

    const [source] = await get("/sources");

    expect(source).to.deep.include({
      ...{ target: "tag-api", source: "books", records: 3, lagSeconds: 10 },
      ...{ error: "books does not answer." },
      syncedAt: "2026-11-29T12:00:10.000Z",
    });
    measureLag(sync.measure);
    const metrics = await register.metrics();
    const labels = 'target="tag-api",source="books"';
    expect(metrics).to.include(`sync_lag_seconds{${labels}} 10`);
    expect(metrics).to.match(
      new RegExp(`sync_records_total{${labels},change="put"} [1-9]`),
    );
    measureLag(() => Promise.reject(new Error("The database is down.")));
    expect(await register.metrics()).to.include(`${labels}} 10`);
  });

  it("starts a run at once, for staff", async () => {
    await sync.run();
    const statusFor = async (headers: Record<string, string>) =>
      (await fetch(`${url}/runs`, { method: "POST", headers })).status;

    expect(await statusFor({})).to.equal(401);
    expect(await statusFor(as("alice", "customer"))).to.equal(403);
    books.titles[1] = "A2";
    await sync.renew();
    await sync.runIfDue();
    expect(await get("/runs")).to.have.length(1);
    expect(await statusFor(as("admin", "admin"))).to.equal(202);
    await sync.renew();
    await sync.runIfDue();

    expect(await get("/runs")).to.have.length(2);
  });
});
