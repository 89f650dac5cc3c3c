// @from-99 @long

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { expect } from "chai";
import { after, describe, it } from "mocha";
import type { Problem } from "../../../demo01/client/store-client.ts";
import type { Span } from "../../lessons/traces.ts";
import { until } from "../../testing/until.ts";
import {
  headersOf,
  newTraceId,
  readTrace,
  traceWith,
} from "../faults/traces.ts";
import { restartWith, runningStage } from "../hooks.ts";

type Traced = Problem & { traceId?: string };

describe("a service with settings of its own", () => {
  after(() => restart({ TRACE_SAMPLE_RATE: "1", ZIPKIN_URL: "" }));

  const restart = (env: Record<string, string>) =>
    restartWith("book-api/1", env);

  it("at a rate of 0 keeps no trace, and names it all the same", async () => {
    await restart({ TRACE_SAMPLE_RATE: "0" });
    const url = runningStage().url("book-api");

    const response = await fetch(`${url}/books/0`);
    const { traceId = "" } = (await response.json()) as Traced;
    const later = newTraceId();
    const sampled = { ...headersOf(later), "x-b3-sampled": "1" };
    await fetch(`${url}/books/0`, { headers: sampled });

    await traceWith(later, (spans) => spans.length > 0);
    expect(traceId).to.match(/^[\da-f]{32}$/);
    expect(await readTrace(traceId)).to.deep.equal([]);
  });

  it("reports to a Zipkin elsewhere", async () => {
    const reported: Span[] = [];
    const zipkin = await startZipkin(reported);
    const { port } = zipkin.address() as AddressInfo;
    await restart({
      TRACE_SAMPLE_RATE: "1",
      ZIPKIN_URL: `http://localhost:${port}`,
    });
    const traceId = newTraceId();

    const url = runningStage().url("book-api");
    await fetch(`${url}/books/0`, { headers: headersOf(traceId) });

    await until("it is reported", () => {
      return reported.some((span) => span.traceId === traceId);
    });
    expect(await readTrace(traceId)).to.deep.equal([]);
    zipkin.close();
    zipkin.closeAllConnections();
  });
});

function startZipkin(reported: Span[]): Promise<Server> {
  const server = createServer(async (req, res) => {
    expect(`${req.method} ${req.url}`).to.equal("POST /api/v2/spans");
    reported.push(...((await json(req)) as Span[]));
    res.writeHead(202).end();
  });
  return new Promise((resolve) => {
    server.listen(0, () => resolve(server));
  });
}
