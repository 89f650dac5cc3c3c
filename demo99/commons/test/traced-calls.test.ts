import { expect } from "chai";
import express, { Router } from "express";
import { afterEach, describe, it } from "mocha";
import { forwardTo } from "#commons/forward.ts";
import { createHttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { untraced } from "#commons/tracing/context.ts";
import { stopTracing } from "#commons/tracing.ts";
import { closeServers, fixedRegistry, serve } from "./test-servers.ts";
import { type SeenSpan, startTestTracing } from "./test-tracing.ts";

const nobody = "http://127.0.0.1:1";

async function serveOven() {
  const oven = express();
  oven.get("/:status", ({ params, headers }, res) => {
    res.status(Number(params.status)).json(headers);
  });
  return serve(oven);
}

/** A service that makes these calls when it is asked for work. */
function serveWork(work: () => Promise<unknown>) {
  const routes = Router().get("/work", async (_req, res) => {
    res.json(await work());
  });
  return serveTraced(routes);
}

function serveTraced(routes: Router) {
  const log = createLog("test", "silent");
  return serve(createApp({ log, routes }));
}

const rootOf = (spans: SeenSpan[]) =>
  spans.find(({ kind }) => kind === "SERVER");
const callsOf = (spans: SeenSpan[]) =>
  spans.filter(({ kind }) => kind === "CLIENT");

describe("a traced call", () => {
  afterEach(closeServers);
  afterEach(stopTracing);

  it("is a child of the request, and hands its own id on", async () => {
    const collector = await startTestTracing();
    const oven = await serveOven();
    const call = createHttpClient(oven, fixedRegistry);
    const url = await serveWork(() => call("GET", "/200?a=b"));

    const headers = await (await fetch(`${url}/work`)).json();

    const spans = await collector.spans(2);
    const [span] = callsOf(spans);
    const root = rootOf(spans);
    expect(span?.parentId).to.equal(root?.id);
    expect(headers).to.deep.include({
      "x-b3-traceid": root?.traceId,
      "x-b3-spanid": span?.id,
      "x-b3-parentspanid": root?.id,
      "x-b3-sampled": "1",
    });
    expect(span?.remoteEndpoint).to.deep.equal({
      serviceName: "127.0.0.1",
      port: Number(new URL(oven).port),
    });
    expect(span?.tags).to.deep.equal({
      "http.method": "GET",
      "http.path": "/200",
      "http.status_code": "200",
      instance: "localhost:bakery:8099",
    });
  });

  it("is a sibling of those that are made at the same time", async () => {
    const collector = await startTestTracing();
    const call = createHttpClient(await serveOven(), fixedRegistry);
    const paths = ["/200", "/201", "/202"];
    const url = await serveWork(() =>
      Promise.all(paths.map((path) => call("GET", path))),
    );

    await fetch(`${url}/work`);

    const spans = await collector.spans(4);
    const parents = callsOf(spans).map(({ parentId }) => parentId);
    expect(parents).to.deep.equal(Array(3).fill(rootOf(spans)?.id));
  });

  it("is a sibling of those before it, too", async () => {
    const collector = await startTestTracing();
    const call = createHttpClient(await serveOven(), fixedRegistry);
    const url = await serveWork(async () => {
      await call("GET", "/200");
      await call("GET", "/201");
    });

    await fetch(`${url}/work`);

    const spans = await collector.spans(3);
    const parents = callsOf(spans).map(({ parentId }) => parentId);
    expect(parents).to.deep.equal(Array(2).fill(rootOf(spans)?.id));
  });

  it("has a span for each try", async () => {
    const collector = await startTestTracing();
    const oven = await serveOven();
    const registry = { find: async () => [nobody, oven] };
    const call = createHttpClient("http://oven", registry);
    const url = await serveWork(() => call("GET", "/200"));

    await fetch(`${url}/work`);

    const tries = callsOf(await collector.spans(3));
    expect(tries.map(({ tags }) => tags.error)).to.eql([
      "ECONNREFUSED",
      undefined,
    ]);
    expect(tries.map(({ remoteEndpoint }) => remoteEndpoint)).to.eql([
      { serviceName: "oven", port: 1 },
      { serviceName: "oven", port: Number(new URL(oven).port) },
    ]);
  });

  it("is tagged when it is refused", async () => {
    const collector = await startTestTracing();
    const call = createHttpClient(await serveOven(), fixedRegistry);
    const url = await serveWork(() => call("GET", "/503"));

    await fetch(`${url}/work`);

    const [span] = callsOf(await collector.spans(2));
    expect(span?.tags).to.include({ "http.status_code": "503", error: "503" });
  });

  it("hands on that its trace is not sampled", async () => {
    await startTestTracing("0");
    const call = createHttpClient(await serveOven(), fixedRegistry);
    const url = await serveWork(() => call("GET", "/200"));

    const headers = await (await fetch(`${url}/work`)).json();

    expect(headers["x-b3-sampled"]).to.equal("0");
    expect(headers["x-b3-traceid"]).to.match(/^[\da-f]{32}$/);
  });

  it("is none when no request has caused it", async () => {
    const collector = await startTestTracing();
    const call = createHttpClient(await serveOven(), fixedRegistry);
    const url = await serveWork(() => untraced(() => call("GET", "/200")));

    const headers = await (await fetch(`${url}/work`)).json();

    expect(headers["x-b3-sampled"]).to.equal("0");
    expect(headers).to.not.have.property("x-b3-traceid");
    expect(callsOf(await collector.spans(1))).to.deep.equal([]);
  });
});

describe("a request that is traced and passed on", () => {
  afterEach(closeServers);
  afterEach(stopTracing);

  it("hands on the id of the call, not the one that came", async () => {
    const collector = await startTestTracing();
    const oven = await serveOven();
    const routes = Router().use("/200", forwardTo(oven, fixedRegistry));
    const url = await serveTraced(routes);
    const came = {
      "x-b3-traceid": "4".repeat(16),
      "x-b3-spanid": "a".repeat(16),
    };

    const response = await fetch(`${url}/200?a=b`, { headers: came });
    const headers = await response.json();

    const spans = await collector.spans(2);
    const [span] = callsOf(spans);
    expect(rootOf(spans)?.parentId).to.equal(came["x-b3-spanid"]);
    expect(span).to.deep.include({
      traceId: came["x-b3-traceid"],
      parentId: rootOf(spans)?.id,
    });
    expect(span?.tags["http.path"]).to.equal("/200");
    expect(headers).to.deep.include({
      "x-b3-traceid": came["x-b3-traceid"],
      "x-b3-spanid": span?.id,
    });
  });

  it("is tagged when nobody is there", async () => {
    const collector = await startTestTracing();
    const routes = Router().use("/200", forwardTo(nobody, fixedRegistry));
    const url = await serveTraced(routes);

    await fetch(`${url}/200`);

    const [span] = callsOf(await collector.spans(2));
    expect(span?.tags.error).to.equal("ECONNREFUSED");
  });
});
