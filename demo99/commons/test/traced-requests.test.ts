import { connect } from "node:net";
import { expect } from "chai";
import { Router } from "express";
import { afterEach, describe, it } from "mocha";
import { Unavailable } from "#commons/errors.ts";
import { jsonBody } from "#commons/json-body.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { traceId } from "#commons/tracing/context.ts";
import { annotate, stopTracing } from "#commons/tracing.ts";
import { closeServers, serve } from "./test-servers.ts";
import { startTestTracing } from "./test-tracing.ts";

const log = createLog("test", "silent");
const hex128 = /^[\da-f]{32}$/;

function serveBakery() {
  const routes = Router();
  routes.use(jsonBody);
  routes.get("/cakes/:number", (_req, res) => {
    annotate("baked");
    res.json({ traceId: traceId() });
  });
  routes.post("/cakes", (_req, res) => void res.json({ traceId: traceId() }));
  routes.get("/burnt", () => {
    throw new Unavailable("The oven is off.");
  });
  return serve(createApp({ log, routes }));
}

const traceOf = async (response: Response) => (await response.json()).traceId;

describe("a traced request", () => {
  afterEach(closeServers);
  afterEach(stopTracing);

  it("is the root of a new trace", async () => {
    const collector = await startTestTracing();
    const url = await serveBakery();

    const traceId = await traceOf(await fetch(`${url}/cakes/1`));

    const [span, ...others] = await collector.spans(1);
    expect(traceId).to.match(hex128);
    expect(others).to.deep.equal([]);
    expect(span).to.deep.include({
      traceId,
      name: "get /cakes/:number",
      kind: "SERVER",
    });
    expect(span).to.not.have.property("parentId");
    expect(span?.localEndpoint).to.include({
      serviceName: "bakery",
      port: 8099,
    });
    expect(span?.tags).to.deep.equal({
      "http.path": "/cakes/1",
      "http.status_code": "200",
      instance: "localhost:bakery:8099",
    });
    expect(span?.annotations?.map(({ value }) => value)).to.eql(["baked"]);
  });

  for (const traceId of [
    "463ac35c9f6413ad",
    "463ac35c9f6413ad48485a3953bb6124",
  ]) {
    it(`is a child in the trace ${traceId} of its caller`, async () => {
      const collector = await startTestTracing();
      const url = await serveBakery();
      const spanId = "a2fb4a1d1a96d312";

      const headers = { "X-B3-TraceId": traceId, "X-B3-SpanId": spanId };
      await fetch(`${url}/cakes/1`, { headers });

      const [span] = await collector.spans(1);
      expect(span).to.include({ traceId, parentId: spanId });
      expect(span?.id).to.not.equal(spanId);
    });
  }

  it("has its trace after its body has been read", async () => {
    await startTestTracing();
    const url = await serveBakery();
    const headers = { "content-type": "application/json" };

    const request = { method: "POST", headers, body: '{"title":"Pie"}' };
    const response = await fetch(`${url}/cakes`, request);

    expect(await traceOf(response)).to.match(hex128);
  });

  it("is tagged when it fails, and its problem names the trace", async () => {
    const collector = await startTestTracing();
    const url = await serveBakery();

    const traceId = await traceOf(await fetch(`${url}/burnt`));

    const [span] = await collector.spans(1);
    expect(span?.traceId).to.equal(traceId);
    expect(span?.tags).to.include({ "http.status_code": "503", error: "503" });
  });

  it("is not recorded if its caller is not, and has an id", async () => {
    const collector = await startTestTracing();
    const url = await serveBakery();

    const headers = { "X-B3-Sampled": "0" };
    const traceId = await traceOf(await fetch(`${url}/burnt`, { headers }));
    await fetch(`${url}/cakes/2`);

    const spans = await collector.spans(1);
    expect(traceId).to.match(hex128);
    expect(spans.map(({ tags }) => tags["http.path"])).to.eql(["/cakes/2"]);
  });

  it("is not recorded at a rate of 0, unless its caller says so", async () => {
    const collector = await startTestTracing("0");
    const url = await serveBakery();

    const traceId = await traceOf(await fetch(`${url}/burnt`));
    await fetch(`${url}/cakes/2`, { headers: { "X-B3-Flags": "1" } });

    const spans = await collector.spans(1);
    expect(traceId).to.match(hex128);
    expect(spans.map(({ tags }) => tags["http.path"])).to.eql(["/cakes/2"]);
  });

  it("takes no ids that are none", async () => {
    await startTestTracing();
    const url = await serveBakery();
    const good = "463ac35c9f6413ad";
    const malformed = [
      [good, "1"],
      ["<script>", good],
      [good.toUpperCase(), good],
      [good.repeat(3), good],
    ];

    for (const [trace = "", span = ""] of malformed) {
      const headers = { "X-B3-TraceId": trace, "X-B3-SpanId": span };
      const response = await fetch(`${url}/cakes/1`, { headers });
      expect(await traceOf(response)).to.match(hex128);
    }
  });

  for (const host of ["[::1", "xn--iñvalid.org", "a b", "x:99999", ""]) {
    it(`is answered when its Host is "${host}"`, async () => {
      await startTestTracing();
      const url = await serveBakery();

      const answer = await askWithHost(url, host);

      expect(answer).to.match(/^HTTP\/1.1 200 /);
    });
  }

  it("of health and metrics are none", async () => {
    const collector = await startTestTracing();
    const url = await serveBakery();

    for (const path of ["/health", "/ping", "/metrics", "/cakes/1"]) {
      await fetch(url + path);
    }

    const spans = await collector.spans(1);
    expect(spans.map(({ tags }) => tags["http.path"])).to.eql(["/cakes/1"]);
  });
});

function askWithHost(url: string, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.on("data", (data) => {
      answer += data;
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
    socket.write(
      `GET /cakes/1 HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    );
  });
}
