import { expect } from "chai";
import { Router } from "express";
import { afterEach, describe, it } from "mocha";
import { forwardTo } from "#commons/forward.ts";
import { createHttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { testCaller } from "./test-caller.ts";
import { closeServers, serve } from "./test-servers.ts";

const log = createLog("test", "silent");

/** A gateway before a service, before one that returns the version it got. */
async function startChain() {
  const last = await serve((req, res) => {
    res.end(JSON.stringify(req.headers["x-api-version"] ?? null));
  });
  const callLast = createHttpClient(testCaller(), last);
  const middle = await serve(
    createApp({
      log,
      routes: Router().get("/", async (_req, res) => {
        res.json(await callLast("GET", "/"));
      }),
    }),
  );
  const forward = forwardTo(testCaller(), middle);
  return serve(createApp({ log, routes: Router().get("/", forward) }));
}

describe("a pinned version", () => {
  afterEach(closeServers);

  it("is passed on by the gateway and by calls of services", async () => {
    const gateway = await startChain();

    const ask = async (headers: Record<string, string>) =>
      (await fetch(gateway, { headers })).json();

    expect(await ask({ "x-api-version": "2" })).to.equal("2");
    expect(await ask({ "x-api-version": "" })).to.equal(null);
    expect(await ask({})).to.equal(null);
  });
});
