import type { ServerResponse } from "node:http";
import { expect } from "chai";
import express from "express";
import { afterEach, describe, it } from "mocha";
import { shedLoad } from "#commons/load-shedding.ts";
import { createLog } from "#commons/log.ts";
import { problemHandler } from "#commons/problem.ts";
import { createApp } from "#commons/service.ts";
import { closeServers, serve } from "./test-servers.ts";

type Settings = Parameters<typeof shedLoad>[0];

const log = createLog("test", "silent");

/** A service whose answers under /wait wait until the test gives them. */
async function start(settings: Settings) {
  const waiting: ServerResponse[] = [];
  const app = express();
  app.use((req, res, next) => {
    res.locals.caller = { role: req.get("x-role") };
    next();
  });
  app.use(shedLoad({ lagMs: () => 0, ...settings }));
  app.get("/wait", (_req, res) => void waiting.push(res));
  app.get("/", (_req, res) => void res.json("done"));
  app.use(problemHandler(log));
  const url = await serve(app);

  return {
    url,
    waiting,
    status: async () => (await fetch(url)).status,

    /** So many more requests are under way. */
    async fill(count: number) {
      const goal = waiting.length + count;
      const answers = Array.from({ length: count }, () => fetch(`${url}/wait`));
      while (waiting.length < goal) await new Promise(setImmediate);
      return answers;
    },
  };
}

describe("load shedding", () => {
  afterEach(closeServers);

  it("refuses who comes when too many are under way, and says when to come", async () => {
    const service = await start({ most: 2 });
    const answers = await service.fill(2);

    const refused = await fetch(service.url);

    expect(refused.status).to.equal(503);
    expect(refused.headers.get("retry-after")).to.equal("1");
    expect((await refused.json()).detail).to.match(/Too busy/);
    for (const res of service.waiting) res.end();
    await Promise.all(answers);
  });

  it("lets others in when some have been answered, or have left", async () => {
    const service = await start({ most: 1 });
    const [answer] = await service.fill(1);
    expect(await service.status()).to.equal(503);
    service.waiting[0]?.end();
    await answer;
    expect(await service.status()).to.equal(200);

    const leaving = new AbortController();
    const { signal } = leaving;
    const left = fetch(`${service.url}/wait`, { signal }).catch(() => {});
    while (service.waiting.length < 2) await new Promise(setImmediate);
    const gone = new Promise((resolve) => {
      service.waiting[1]?.on("close", resolve);
    });
    leaving.abort();
    await Promise.all([left, gone]);

    expect(await service.status()).to.equal(200);
  });

  it("takes fewer while the event loop lags", async () => {
    let lag = 0;
    const service = await start({ crowd: 1, lagMs: () => lag });
    const [answer] = await service.fill(1);
    expect(await service.status()).to.equal(200);

    lag = 501;

    expect(await service.status()).to.equal(503);
    lag = 500;
    expect(await service.status()).to.equal(200);
    service.waiting[0]?.end();
    await answer;
  });

  it("refuses nobody for a lag that nobody here has caused", async () => {
    const service = await start({ lagMs: () => 10_000 });

    expect(await service.status()).to.equal(200);
  });

  it("lets in who is exempt", async () => {
    const service = await start({ most: 0 });

    const headers = { "x-role": "admin" };

    expect((await fetch(service.url, { headers })).status).to.equal(200);
    expect(await service.status()).to.equal(503);
  });

  it("measures the lag of the event loop", async () => {
    const busyMs = (ms: number) => {
      const end = performance.now() + ms;
      while (performance.now() < end);
    };
    const app = express();
    app.use(shedLoad({ crowd: 0, longestLagMs: 50 }));
    app.get("/", (_req, res) => void res.json("done"));
    app.use(problemHandler(log));
    const url = await serve(app);
    const askStatus = async () => (await fetch(url)).status;
    expect(await askStatus()).to.equal(200);

    const end = performance.now() + 5_000;
    let status = 200;
    while (status === 200 && performance.now() < end) {
      const answer = askStatus();
      for (let i = 0; i < 4; i++) {
        busyMs(120);
        await new Promise(setImmediate);
      }
      status = await answer;
    }

    expect(status).to.equal(503);
  });

  it("leaves ping, health and metrics alone", async () => {
    const routes = express.Router();
    routes.get("/slow", () => {});
    const url = await serve(createApp({ log, routes }));
    const leaving = new AbortController();
    const { signal } = leaving;
    for (let i = 0; i < 513; i++) {
      fetch(`${url}/slow`, { signal }).catch(() => {});
    }
    let status = 0;
    while (status !== 503) status = (await fetch(`${url}/none`)).status;

    for (const path of ["/ping", "/health", "/metrics"]) {
      expect((await fetch(url + path)).status, path).to.equal(200);
    }
    leaving.abort();
  });
});
