import { expect } from "chai";
import { Router } from "express";
import { afterEach, describe, it } from "mocha";
import { createLog, shipLogs } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { stopTracing } from "#commons/tracing.ts";
import { closeServers, serve } from "./test-servers.ts";
import { startTestTracing } from "./test-tracing.ts";

type Line = { msg: string; traceId?: string };

describe("log lines of a traced request", () => {
  afterEach(closeServers);
  afterEach(stopTracing);

  it("carry its id, all of them, and no others do", async () => {
    await startTestTracing();
    const log = createLog("oven");
    const routes = Router().get("/cakes", (_req, res) => {
      log.info("baking");
      res.json({});
    });
    const url = await serve(createApp({ log, routes }));
    const headers = {
      "x-b3-traceid": "4".repeat(16),
      "x-b3-spanid": "a".repeat(16),
    };

    log.info("cold");
    await fetch(`${url}/cakes`, { headers });

    const lines = await shipped((line) => line.msg.startsWith("GET /cakes"));
    const idOf = (text: string) =>
      lines.find(({ msg }) => msg.startsWith(text))?.traceId;
    expect(idOf("baking")).to.equal(headers["x-b3-traceid"]);
    expect(idOf("GET /cakes 200")).to.equal(headers["x-b3-traceid"]);
    expect(idOf("cold")).to.equal(undefined);
  });
});

/** What has been logged, up to the first such line. */
function shipped(isLast: (line: Line) => boolean): Promise<Line[]> {
  const all: Line[] = [];
  return new Promise((resolve) => {
    shipLogs(async ({ lines }) => {
      all.push(...(lines as Line[]));
      if (all.some(isLast)) resolve(all);
    });
  });
}
