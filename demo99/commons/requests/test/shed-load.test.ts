// @long

import { EventEmitter, once } from "node:events";
import type { ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { expect } from "chai";
import express from "express";
import { afterEach, describe, it } from "mocha";
import { createLog } from "#commons/log.ts";
import { problemHandler } from "#commons/requests/problem.ts";
import { shedLoad } from "#commons/requests/shed-load.ts";
import { createApp } from "#commons/service.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";

type Settings = Parameters<typeof shedLoad>[0];

const log = createLog("test", "silent");

/** A service that replies under /wait when the test says so. */
async function start(settings: Settings) {
  const waiting: ServerResponse[] = [];
  const app = express();
  app.use((req, res, next) => {
    res.locals.caller = { role: req.get("x-role") };
    next();
  });
  app.use(shedLoad({ lagMs: () => 0, ...settings }));
  app.get("/wait", (_req, res) => void waiting.push(res));
  app.post("/wait", express.text(), (_req, res) => void waiting.push(res));
  app.get("/", (_req, res) => void res.json("done"));
  app.use(problemHandler(log));
  const url = await serve(app);
  const statusOf = async (role = "customer") =>
    (await fetch(url, { headers: { "x-role": role } })).status;

  /** Sends so many more requests, and waits until they are in flight. */
  async function fill(count: number, init: RequestInit = {}) {
    const goal = waiting.length + count;
    const replies = Array.from({ length: count }, () =>
      fetch(`${url}/wait`, init).catch(() => {}),
    );
    while (waiting.length < goal) await new Promise(setImmediate);
    return replies;
  }

  return { url, waiting, statusOf, fill };
}

/** Keeps the event loop from its next turn. */
function block(ms: number) {
  const start = performance.now();
  while (performance.now() - start < ms);
}

describe("load shedding", () => {
  const sockets: Socket[] = [];
  afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    closeServers();
  });

  it("refuses requests above the limit, with Retry-After", async () => {
    const { url, fill, waiting } = await start({ limit: 2 });
    const replies = await fill(2);

    const refused = await fetch(url);

    expect(refused.status).to.equal(503);
    expect(refused.headers.get("retry-after")).to.equal("1");
    expect((await refused.json()).detail).to.match(/Too busy/);
    for (const res of waiting) res.end();
    await Promise.all(replies);
  });

  it("accepts requests after others have ended or were aborted", async () => {
    const { fill, waiting, statusOf } = await start({ limit: 1 });
    const [reply] = await fill(1);
    expect(await statusOf()).to.equal(503);
    waiting[0]?.end();
    await reply;
    expect(await statusOf()).to.equal(200);

    const client = new AbortController();
    await fill(1, { signal: client.signal });
    const closed = once(waiting[1] as ServerResponse, "close");
    client.abort();
    await closed;

    expect(await statusOf()).to.equal(200);
  });

  it("counts a request with a body when the body has arrived", async () => {
    const { url, fill, statusOf } = await start({ limit: 1 });
    await fill(1, { method: "POST", body: "all of it" });

    expect(await statusOf()).to.equal(503);
    expect((await fetch(`${url}/wait`)).status).to.equal(503);
  });

  it("does not count requests whose body has not arrived", async () => {
    const { url, statusOf } = await start({ limit: 1 });
    for (let i = 0; i < 20; i++) {
      const socket = connect(Number(new URL(url).port), "127.0.0.1");
      sockets.push(socket);
      await once(socket, "connect");
      socket.write("POST /wait HTTP/1.1\r\nHost: x\r\n");
      socket.write("Content-Type: text/plain\r\nContent-Length: 9\r\n\r\nab");
    }

    for (let i = 0; i < 5; i++) expect(await statusOf()).to.equal(200);
  });

  it("does not count a request whose client has gone already", () => {
    const shed = shedLoad({ limit: 1, lagMs: () => 0 });
    const headers = { "content-length": "2" };
    const req = Object.assign(new EventEmitter(), { headers });
    const res = { closed: true, once: () => {}, locals: {} };
    const send = () => shed(req as never, res as never, () => {});

    send();
    req.emit("end");

    expect(send).not.to.throw();
  });

  it("has a lower limit while the event loop lags", async () => {
    let lag = 0;
    const settings = { limitWhileLagging: 1, lagMs: () => lag };
    const { fill, statusOf } = await start(settings);
    await fill(1);
    expect(await statusOf()).to.equal(200);

    lag = 501;

    expect(await statusOf()).to.equal(503);
    lag = 500;
    expect(await statusOf()).to.equal(200);
  });

  it("notices that the event loop lags, and that it no longer does", async () => {
    const watched = { limitWhileLagging: 1, maxLagMs: 300, lagMs: undefined };
    const { fill, statusOf } = await start(watched as Settings);
    await fill(1);
    const turns = setInterval(() => block(400));
    let status = 200;
    // A reply takes a turn at least.
    for (let i = 0; i < 20 && status !== 503; i++) status = await statusOf();
    clearInterval(turns);

    expect(status).to.equal(503);
    while ((await statusOf()) !== 200) await new Promise(setImmediate);
  });

  it("refuses no single request because of a lag", async () => {
    const { statusOf } = await start({ lagMs: () => 10_000 });

    expect(await statusOf()).to.equal(200);
  });

  it("never refuses staff", async () => {
    const { statusOf } = await start({ limit: 0 });

    expect(await statusOf("admin")).to.equal(200);
    expect(await statusOf()).to.equal(503);
  });

  it("leaves ping, health and metrics alone", async () => {
    const routes = express.Router();
    routes.get("/slow", () => {});
    const url = await serve(createApp({ log, routes }));
    const client = new AbortController();
    for (let i = 0; i < 513; i++) {
      fetch(`${url}/slow`, { signal: client.signal }).catch(() => {});
    }
    let status = 0;
    while (status !== 503) status = (await fetch(`${url}/none`)).status;

    for (const path of ["/ping", "/health", "/metrics"]) {
      expect((await fetch(url + path)).status, path).to.equal(200);
    }
    client.abort();
  });
});
