import { json } from "node:stream/consumers";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { boot } from "#commons/boot.ts";
import { Unavailable } from "#commons/errors.ts";
import { createLog } from "#commons/log.ts";
import { reportTo } from "#commons/zipkin-report.ts";
import { closeServers, serve } from "./test-servers.ts";

describe("the report to a Zipkin outside the store", () => {
  afterEach(closeServers);

  const log = createLog("test", "silent");
  const failure = (report: (spans: unknown[]) => Promise<unknown>) =>
    report([]).then(
      () => expect.fail("did not throw"),
      (error) => error,
    );

  it("posts spans, without a token", async () => {
    const seen: unknown[] = [];
    const zipkin = await serve(async (req, res) => {
      const { authorization } = req.headers;
      seen.push(req.url, authorization, await json(req));
      res.writeHead(202).end();
    });

    await reportTo(`${zipkin}/`, log)([{ id: "1" }]);

    expect(seen).to.deep.equal(["/api/v2/spans", undefined, [{ id: "1" }]]);
  });

  it("is tried again while Zipkin is unavailable", async () => {
    const broken = await serve((_req, res) => res.writeHead(500).end());

    expect(await failure(reportTo(broken, log))).to.be.instanceOf(Unavailable);
    const gone = reportTo("http://127.0.0.1:1", log);
    expect(await failure(gone)).to.be.instanceOf(Unavailable);
  });

  it("is not tried again after Zipkin refused it", async () => {
    const strict = await serve((_req, res) => res.writeHead(400).end());

    expect(await failure(reportTo(strict, log))).not.to.be.instanceOf(
      Unavailable,
    );
  });

  it("is missed after 4 s in a line with its address and setting", async () => {
    const lines: string[] = [];
    const write = (line: string) => lines.push(JSON.parse(line).msg);
    const recorded = createLog("test", "info", [{ write }]);
    let time = 0;
    const report = reportTo("http://127.0.0.1:1", recorded, () => time);

    await failure(report);
    expect(lines).to.deep.equal([]);
    time = 4_000;
    await failure(report);

    expect(lines).to.have.length(1);
    expect(lines[0]).to.include("(ZIPKIN_URL): http://127.0.0.1:1 does not");
  });

  it("is refused an address that is no URL", () => {
    process.env.ZIPKIN_URL = "localhost:9411";
    try {
      expect(() => boot("shop", 9001)).to.throw("ZIPKIN_URL must be a URL");
    } finally {
      delete process.env.ZIPKIN_URL;
    }
  });
});
