import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { RegisteredInstance } from "#commons/registry.ts";
import { closeServers } from "#commons/test/test-servers.ts";
import type { InstanceRow, Overview } from "../src/overview-service.ts";
import {
  type FakeInstance,
  type RunningMonitoring,
  startInstance,
  startMonitoring,
} from "./start-monitoring.ts";

describe("overview", () => {
  let registered: RegisteredInstance[];
  let monitoring: RunningMonitoring;
  let one: FakeInstance;
  let two: FakeInstance;

  beforeEach(async () => {
    one = await startInstance("book-api", "book-api:1");
    two = await startInstance("book-api", "book-api:2");
    registered = [one, two];
    monitoring = await startMonitoring(registered);
  });

  afterEach(closeServers);

  async function overview(): Promise<Overview> {
    return (await monitoring.get("/overview")).body;
  }

  async function row(instanceId: string): Promise<InstanceRow> {
    const { services } = await overview();
    const rows = services.flatMap(({ instances }) => instances);
    return rows.find((it) => it.instanceId === instanceId) as InstanceRow;
  }

  const ill = async () =>
    (await monitoring.get("/ill")).body.ill.map(
      ({ instanceId }: InstanceRow) => instanceId,
    );

  function unregister(instance: FakeInstance) {
    registered.splice(registered.indexOf(instance), 1);
  }

  it("tells rate, errors, durations and resources of each instance", async () => {
    await monitoring.rounds(1);
    one.counts.ok += 30;
    one.counts.failed += 10;
    await monitoring.rounds(4);

    expect(await row("book-api:1")).to.deep.include({
      state: "up",
      perSecond: 10,
      errorShare: 0.25,
      p50Ms: 50,
      p95Ms: 95,
      memoryBytes: 100_000_000,
      pool: { open: 4, inUse: 1, waiting: 0 },
    });
    expect(await row("book-api:2")).to.include({ perSecond: 0, errorShare: 0 });
    const [service] = (await overview()).services;
    expect(service).to.include({ up: 2, total: 2, perSecond: 10 });
  });

  it("forgets after ten seconds what happened", async () => {
    await monitoring.rounds(1);
    one.counts.ok += 30;
    await monitoring.rounds(12);

    expect(await row("book-api:1")).to.include({ requests: 0, perSecond: 0 });
  });

  it("begins anew with a process that begins anew", async () => {
    one.counts.ok = 1_000;
    await monitoring.rounds(2);
    Object.assign(one.counts, { ok: 0, startedAt: 1_800_000_000 });
    await monitoring.rounds(1);
    one.counts.ok = 7;
    await monitoring.rounds(1);

    expect(await row("book-api:1")).to.include({ requests: 7, failures: 0 });
  });

  it("names the instance that fails, and no other", async () => {
    await monitoring.rounds(1);
    one.counts.ok += 30;
    two.counts.failed += 30;
    await monitoring.rounds(1);

    const { status, body } = await monitoring.get("/ill");

    expect(status).to.equal(200);
    expect(body.ill).to.have.length(1);
    expect(body.ill[0]).to.deep.include({
      service: "book-api",
      instanceId: "book-api:2",
      url: two.url,
      reasons: ["100 % of 30 requests failed."],
    });
  });

  it("calls ill whose event loop lags, but not for lagging once", async () => {
    await monitoring.rounds(2);
    one.counts.lagSeconds = 1;
    await monitoring.rounds(1);
    one.counts.lagSeconds = 0;
    await monitoring.rounds(3);
    expect(await ill()).to.deep.equal([]);

    two.counts.lagSeconds = 1;
    await monitoring.rounds(6);

    expect(await ill()).to.deep.equal(["book-api:2"]);
  });

  it("says down of one that does not answer twice, then up again", async () => {
    await monitoring.rounds(2);
    two.counts.status = 500;
    await monitoring.rounds(1);
    expect(await ill()).to.deep.equal([]);

    await monitoring.rounds(1);
    expect((await row("book-api:2")).state).to.equal("down");
    expect(await ill()).to.deep.equal(["book-api:2"]);

    two.counts.status = 200;
    await monitoring.rounds(1);
    expect((await row("book-api:2")).state).to.equal("up");
    expect(await ill()).to.deep.equal([]);
  });

  it("keeps one that died in sight, for a minute", async () => {
    await monitoring.rounds(2);
    two.counts.status = 500;
    await monitoring.rounds(2);
    unregister(two);
    await monitoring.rounds(1);

    expect((await row("book-api:2")).state).to.equal("gone");
    expect(await ill()).to.deep.equal(["book-api:2"]);

    await monitoring.rounds(60);
    expect(await row("book-api:2")).to.equal(undefined);
  });

  it("keeps the last of its kind in sight until another one is there", async () => {
    await monitoring.rounds(2);
    one.counts.status = 500;
    two.counts.status = 500;
    await monitoring.rounds(2);
    unregister(one);
    unregister(two);
    await monitoring.rounds(65);
    expect(await ill()).to.have.length(1);

    registered.push(await startInstance("book-api", "book-api:3"));
    await monitoring.rounds(2);
    expect(await ill()).to.deep.equal([]);
  });

  it("does not call ill who took leave of the registry", async () => {
    await monitoring.rounds(2);
    unregister(two);
    await monitoring.rounds(1);
    expect((await row("book-api:2")).state).to.equal("up");

    two.counts.status = 500;
    await monitoring.rounds(2);

    expect((await row("book-api:2")).state).to.equal("gone");
    expect(await ill()).to.deep.equal([]);
  });

  it("keeps five minutes for the charts", async () => {
    await monitoring.rounds(320);

    const { body } = await monitoring.get("/series");

    expect(body).to.have.length(2);
    const ats = body[0].points.map(({ at }: { at: number }) => at);
    expect(ats.at(-1) - ats[0]).to.equal(300_000);
  });

  it("has a page, which asks for nothing from elsewhere", async () => {
    const response = await fetch(monitoring.url, {
      headers: { accept: "text/html" },
    });

    expect(response.headers.get("content-type")).to.match(/^text\/html/);
    expect(await response.text()).to.not.match(/(src|href)="(https?:)?\/\//);
  });
});
