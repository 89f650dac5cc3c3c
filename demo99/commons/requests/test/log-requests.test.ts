import { expect } from "chai";
import { Router } from "express";
import { afterEach, describe, it } from "mocha";
import { Unavailable } from "#commons/errors.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { serviceToken, testFindKey } from "#commons/test/test-auth.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";

describe("the log of requests", () => {
  afterEach(closeServers);

  it("is without the reads of sync-api, unless they fail", async () => {
    const lines: string[] = [];
    const write = (line: string) => {
      const { msg } = JSON.parse(line);
      lines.push(msg.replace(/ \d+ ms$/, ""));
    };
    const routes = Router()
      .get("/down", () => {
        throw new Unavailable("Down.");
      })
      .all("/{*path}", (_req, res) => void res.json("done"));
    const log = createLog("test", "info", [{ write }]);
    const app = createApp({ log, routes, findKey: testFindKey });
    const url = await serve(app);
    const send = async (method: string, path: string, caller: string) => {
      const headers = { authorization: `Bearer ${serviceToken(caller)}` };
      await (await fetch(url + path, { method, headers })).text();
    };

    await send("GET", "/page", "sync-api");
    await send("PUT", "/page", "sync-api");
    await send("GET", "/down", "sync-api");
    await send("GET", "/page", "search-api");
    while (!lines.includes("GET /page 200")) await new Promise(setImmediate);

    const failed = ["Down.", "GET /down 503"];
    const all = ["PUT /page 200", ...failed, "GET /page 200"];
    expect(lines).to.deep.equal(all);
  });
});
