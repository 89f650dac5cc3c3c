import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { Router } from "express";
import { afterEach, describe, it } from "mocha";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";

describe("service", () => {
  let server: Server;
  const readiness = { isReady: false };

  function start(app: ReturnType<typeof createApp>) {
    server = app.listen(0);
    return `http://localhost:${(server.address() as AddressInfo).port}`;
  }

  afterEach(() => server.close());

  it("answers ping at once, and 503 until it is prepared", async () => {
    const routes = Router().get("/work", (_req, res) => void res.json("done"));
    const log = createLog("test", "silent");
    const url = start(createApp({ log, routes }, readiness));

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
});
