import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { closeServers } from "#commons/test/test-servers.ts";
import { startScene, type TestScene } from "./start-scene.ts";

describe("GET /overview", () => {
  let scene: TestScene;

  beforeEach(async () => {
    scene = await startScene();
  });

  afterEach(closeServers);

  it("has rate, errors, durations and resources of each instance", async () => {
    const { monitoring, one } = scene;
    await monitoring.rounds(1);
    one.counts.ok += 30;
    one.counts.failed += 10;
    await monitoring.rounds(4);

    expect(await scene.row("book-api:1")).to.deep.include({
      state: "up",
      perSecond: 10,
      errorShare: 0.25,
      p50Ms: 50,
      p95Ms: 95,
      memoryBytes: 100_000_000,
    });
    expect(await scene.row("book-api:2")).to.include({
      perSecond: 0,
      errorShare: 0,
    });
    const [service] = (await scene.overview()).services;
    expect(service).to.include({ up: 2, total: 2, perSecond: 10 });
  });

  it("covers the last ten seconds", async () => {
    const { monitoring, one } = scene;
    await monitoring.rounds(1);
    one.counts.ok += 30;
    await monitoring.rounds(12);

    expect(await scene.row("book-api:1")).to.include({
      requests: 0,
      perSecond: 0,
    });
  });

  it("counts from 0 again after a restart of the process", async () => {
    const { monitoring, one } = scene;
    one.counts.ok = 1_000;
    await monitoring.rounds(2);
    Object.assign(one.counts, { ok: 0, startedAt: 1_800_000_000 });
    await monitoring.rounds(1);
    one.counts.ok = 7;
    await monitoring.rounds(1);

    expect(await scene.row("book-api:1")).to.include({
      requests: 7,
      failures: 0,
    });
  });
});

describe("GET /series", () => {
  afterEach(closeServers);

  it("has the chart points of each instance", async () => {
    const { monitoring } = await startScene();
    await monitoring.rounds(4);

    const { body } = await monitoring.get("/series");

    expect(body).to.have.length(2);
    expect(body[0]).to.include({ instanceId: "book-api:1" });
    expect(body[0].points).to.have.length(3);
  });
});

describe("the page of monitoring", () => {
  afterEach(closeServers);

  it("loads nothing from other origins", async () => {
    const { monitoring } = await startScene();
    const response = await fetch(monitoring.url, {
      headers: { accept: "text/html" },
    });

    expect(response.headers.get("content-type")).to.match(/^text\/html/);
    expect(await response.text()).to.not.match(/(src|href)="(https?:)?\/\//);
  });
});
