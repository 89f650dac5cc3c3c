import { expect } from "chai";
import { Router } from "express";
import { afterEach, describe, it } from "mocha";
import type { Log } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { as, testKeys } from "./test-auth.ts";
import { closeServers, serve } from "./test-servers.ts";

describe("request log", () => {
  afterEach(closeServers);

  it("names the user, also behind a service", async () => {
    const lines: [{ user?: string }, string][] = [];
    const log = {
      info: (...line: (typeof lines)[number]) => lines.push(line),
    } as unknown as Log;
    const routes = Router().get("/", (_req, res) => void res.json("done"));
    const url = await serve(createApp({ log, routes, keys: testKeys }));

    await fetch(url);
    await fetch(url, { headers: as("alice", "customer") });
    await fetch(url, { headers: { ...as("web", "service"), "x-user": "bob" } });

    expect(lines.map(([{ user }]) => user)).to.deep.equal([
      undefined,
      "alice",
      "bob",
    ]);
    expect(lines[0]?.[1]).to.match(/^GET \/ 200 \d+ ms$/);
  });
});
