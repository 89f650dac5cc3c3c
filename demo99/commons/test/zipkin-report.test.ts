import { json } from "node:stream/consumers";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { Unavailable } from "#commons/errors.ts";
import { reportTo } from "#commons/zipkin-report.ts";
import { closeServers, serve } from "./test-servers.ts";

describe("the report to a Zipkin outside the store", () => {
  afterEach(closeServers);

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

    await reportTo(`${zipkin}/`)([{ id: "1" }]);

    expect(seen).to.deep.equal(["/api/v2/spans", undefined, [{ id: "1" }]]);
  });

  it("is tried again while Zipkin is unavailable", async () => {
    const broken = await serve((_req, res) => res.writeHead(500).end());

    expect(await failure(reportTo(broken))).to.be.instanceOf(Unavailable);
    const gone = reportTo("http://127.0.0.1:1");
    expect(await failure(gone)).to.be.instanceOf(Unavailable);
  });

  it("is not tried again after Zipkin refused it", async () => {
    const strict = await serve((_req, res) => res.writeHead(400).end());

    expect(await failure(reportTo(strict))).not.to.be.instanceOf(Unavailable);
  });
});
