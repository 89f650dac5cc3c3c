import { EventEmitter, once } from "node:events";
import { expect } from "chai";
import { Router } from "express";
import { afterEach, describe, it } from "mocha";
import type { Broker } from "#commons/broker.ts";
import type { Database } from "#commons/database.ts";
import { createLog } from "#commons/log.ts";
import { noQuery } from "#commons/requests/json-body.ts";
import { createApp } from "#commons/service.ts";
import { closeServers, serve } from "./test-servers.ts";

describe("service", () => {
  const readiness = { isReady: false };

  afterEach(closeServers);

  it("answers ping at once, and 503 until it is prepared", async () => {
    const routes = Router().get("/work", (_req, res) => void res.json("done"));
    const log = createLog("test", "silent");
    const url = await serve(createApp({ log, routes, readiness }));

    const ping = await fetch(`${url}/ping`);
    expect(await ping.json()).to.deep.equal({ response: "pong" });
    expect((await fetch(`${url}/work`)).status).to.equal(503);
    const down = await fetch(`${url}/health`);
    expect(down.status).to.equal(503);
    expect((await down.json()).status).to.equal("DOWN");

    readiness.isReady = true;

    expect(await (await fetch(`${url}/work`)).json()).to.equal("done");
    const up = await fetch(`${url}/health`);
    expect(up.status).to.equal(200);
    expect(await up.json()).to.deep.equal({
      status: "UP",
      checks: { startup: { status: "UP" } },
    });
  });

  it("refuses a URL whose bytes are not UTF-8", async () => {
    const routes = Router().use((req, res) => void res.json(req.query));
    const log = createLog("test", "silent");
    const url = await serve(createApp({ log, routes }));

    for (const path of ["/?q=G%F6del", "/a%E0%A4", "/?%FF=1"]) {
      const response = await fetch(url + path);
      expect(response.status, path).to.equal(400);
      expect((await response.json()).detail).to.include("UTF-8");
    }
    for (const [query, q] of [
      ["q=G%C3%B6del", "Gödel"],
      ["q=100%", "100%"],
    ]) {
      const response = await fetch(`${url}/?${query}`);
      expect(await response.json()).to.deep.equal({ q });
    }
  });

  it("is DOWN while its database is", async () => {
    const command = async () => {
      throw new Error("connection closed");
    };
    const database = { command } as unknown as Database;
    const log = createLog("test", "silent");
    const app = createApp({ log, routes: Router(), database });

    const response = await fetch(`${await serve(app)}/health`);

    expect(response.status).to.equal(503);
    const { checks } = await response.json();
    expect(checks.database.detail).to.equal("connection closed");
  });

  it("is DOWN while its broker is", async () => {
    const ping = async () => {
      throw new Error("no connection");
    };
    const broker = { ping } as unknown as Broker;
    const log = createLog("test", "silent");
    const app = createApp({ log, routes: Router(), broker });

    const response = await fetch(`${await serve(app)}/health`);

    expect(response.status).to.equal(503);
    const { checks } = await response.json();
    expect(checks.broker.detail).to.equal("no connection");
  });

  it("is UP without a broker for messages that can wait", async () => {
    const ping = () => new Promise(() => {});
    const optionalBroker = { ping } as unknown as Broker;
    const log = createLog("test", "silent");
    const url = await serve(createApp({ log, optionalBroker }));

    const signal = AbortSignal.timeout(1_800);
    const response = await fetch(`${url}/health`, { signal });

    expect(response.status).to.equal(200);
    expect(await response.json()).to.deep.include({
      status: "UP",
      checks: {
        startup: { status: "UP" },
        broker: { status: "DEGRADED", detail: "no result after 1 s" },
      },
    });
  });

  it("refuses a query where no parameter is known", async () => {
    const routes = Router().get("/", noQuery, (_req, res) => void res.json(1));
    const log = createLog("test", "silent");
    const url = await serve(createApp({ log, routes }));

    expect((await fetch(url)).status).to.equal(200);
    expect((await fetch(`${url}/?sort=up`)).status).to.equal(400);
  });

  it("logs how each request ends, also if its client has gone", async () => {
    const logged = new EventEmitter();
    const write = (line: string) => logged.emit("line", JSON.parse(line).msg);
    const log = createLog("test", "info", [{ write }]);
    const client = new AbortController();
    const routes = Router().get("/hang", () => client.abort());
    const url = await serve(createApp({ log, routes }));
    const longPath = `/${"x".repeat(99)}`;

    const [, [missing]] = await Promise.all([
      fetch(url + longPath),
      once(logged, "line"),
    ]);
    const [, [aborted]] = await Promise.all([
      fetch(`${url}/hang`, { signal: client.signal }).catch(() => {}),
      once(logged, "line"),
    ]);

    expect(missing).to.match(/^GET \/x{58}… 404 \d+ ms$/);
    expect(aborted).to.match(/^GET \/hang aborted \d+ ms$/);
  });

  it("sends security headers with every response", async () => {
    const log = createLog("test", "silent");
    const url = await serve(createApp({ log, routes: Router() }));

    for (const path of ["/ping", "/nowhere"]) {
      const { headers } = await fetch(url + path);

      expect(headers.get("x-content-type-options"), path).to.equal("nosniff");
      const policy = headers.get("content-security-policy");
      expect(policy).to.include("default-src");
      expect(policy).to.include("frame-ancestors 'none'");
      expect(headers.get("x-powered-by")).to.equal(null);
    }
  });
});
