import { once } from "node:events";
import { request } from "node:http";
import { expect } from "chai";
import { Router } from "express";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { Caller } from "#commons/call.ts";
import type { Database } from "#commons/database.ts";
import { NotFound } from "#commons/errors.ts";
import { forwardTo } from "#commons/forward.ts";
import { createHttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { createTracing } from "#commons/tracing.ts";
import { testCaller } from "./test-caller.ts";
import { closeServers, serve } from "./test-servers.ts";

type Span = {
  traceId: string;
  parentId?: string;
  id: string;
  kind: string;
  name: string;
  duration: number;
  localEndpoint: { serviceName: string };
  remoteEndpoint?: { serviceName: string };
  tags: Record<string, string>;
};

describe("tracing", () => {
  let spans: Span[];
  let lines: Record<string, unknown>[];
  let tracings: ReturnType<typeof createTracing>[];

  beforeEach(() => {
    spans = [];
    lines = [];
    tracings = [];
  });
  afterEach(closeServers);

  /** A service with a tracer of its own, as a process has it. */
  async function start(
    service: string,
    route: (call: Caller) => Router,
    database?: Database,
  ) {
    // A span that is late belongs to the test that has made it.
    const ofTest = spans;
    const report = async (batch: unknown[]) =>
      ofTest.push(...(batch as Span[]));
    const tracing = createTracing({ service, report });
    tracings.push(tracing);
    const write = (line: string) => void lines.push(JSON.parse(line));
    const log = createLog(service, "info", [{ write }]);
    const { tracer } = tracing;
    const routes = route(testCaller(tracer));
    return serve(createApp({ log, routes, tracer, database, port: 1 }));
  }

  async function reported() {
    for (const { flush } of tracings) await flush();
    return spans.toSorted((a, b) => a.name.localeCompare(b.name));
  }

  const leaf = () =>
    start("leaf", () =>
      Router().get("/leaf/:number", ({ params }, res) => {
        if (params.number === "0") throw new NotFound("nothing");
        res.json(params.number);
      }),
    );

  const find = (service: string, kind: string) =>
    spans.filter(
      (span) =>
        span.localEndpoint.serviceName === service && span.kind === kind,
    );

  it("joins a forwarded request and the calls behind it", async () => {
    const last = await leaf();
    const middle = await start("middle", (call) =>
      Router().get("/middle", async (_req, res) => {
        res.json(await createHttpClient(call, last)("GET", "/leaf/1?q=x"));
      }),
    );
    const first = await start("first", (call) =>
      Router().all("/middle", forwardTo(call, middle)),
    );
    await (await fetch(`${first}/middle`)).text();
    await reported();

    expect(new Set(spans.map(({ traceId }) => traceId)).size).to.equal(1);
    const chain = [
      ...[...find("first", "SERVER"), ...find("first", "CLIENT")],
      ...[...find("middle", "SERVER"), ...find("middle", "CLIENT")],
      ...find("leaf", "SERVER"),
    ];
    expect(chain).to.have.length(5);
    chain.forEach((span, i) => {
      expect(span.parentId, span.name).to.equal(chain[i - 1]?.id);
    });
    expect(chain.map(({ name }) => name)).to.deep.equal([
      ...["get /middle", "get /middle", "get /middle", "get /leaf"],
      "get /leaf/:number",
    ]);
    expect(chain.at(-1)?.tags).to.include({
      "http.path": "/leaf/1",
      "http.status_code": "200",
    });
  });

  it("makes siblings of calls at the same time", async () => {
    const last = await leaf();
    const first = await start("first", (call) => {
      const client = createHttpClient(call, last);
      return Router().get("/", async (_req, res) => {
        const paths = ["/leaf/1", "/leaf/2", "/leaf/3"];
        res.json(await Promise.all(paths.map((path) => client("GET", path))));
      });
    });
    await (await fetch(first)).text();
    await reported();

    const [root] = find("first", "SERVER");
    const parents = find("first", "CLIENT").map(({ parentId }) => parentId);
    expect(parents).to.deep.equal([root?.id, root?.id, root?.id]);
    expect(
      new Set(find("leaf", "SERVER").map(({ parentId }) => parentId)),
    ).to.deep.equal(new Set(find("first", "CLIENT").map(({ id }) => id)));
  });

  it("records what failed, and how", async () => {
    const last = await leaf();
    const first = await start("first", (call) =>
      Router().get("/:url/:number", async ({ params }, res) => {
        const client = createHttpClient(call, params.url);
        res.json(await client("GET", `/leaf/${params.number}`));
      }),
    );
    const gone = encodeURIComponent("http://127.0.0.1:1");
    await fetch(`${first}/${encodeURIComponent(last)}/0`);
    await fetch(`${first}/${gone}/1`);
    await reported();

    const errors = find("first", "CLIENT").map(({ tags }) => tags.error);
    expect(errors[0]).to.equal("404");
    expect(errors[1]).to.include("does not answer");
  });

  it("names the trace in log lines and in problem details", async () => {
    const url = await leaf();

    const problem = await (await fetch(`${url}/leaf/0`)).json();
    await reported();

    expect(problem.traceId).to.equal(spans[0]?.traceId);
    const line = lines.find(({ msg }) => `${msg}`.includes("/leaf/0"));
    expect(line?.traceId).to.equal(problem.traceId);
  });

  it("names the trace when the time of a request is over", async () => {
    const hanging = Router().get("/", () => new Promise(() => {}));
    const url = await start("hanging", () => hanging, {} as Database);

    const problem = await (await fetch(url)).json();

    await reported();
    expect(problem.status).to.equal(503);
    expect(problem.traceId).to.be.a("string").and.equal(spans[0]?.traceId);
  });

  it("continues the trace of its caller", async () => {
    const url = await leaf();
    const traceId = "463ac35c9f6413ad48485a3953bb6124";
    const headers = { "x-b3-traceid": traceId, "x-b3-spanid": "a".repeat(16) };

    await fetch(`${url}/leaf/1`, { headers });
    await reported();

    expect(spans[0]).to.include({ traceId, parentId: "a".repeat(16) });
  });

  for (const [what, traceId, spanId] of [
    ["zero", "0".repeat(16), "a".repeat(16)],
    ["too short", "abc", "a".repeat(16)],
    ["not hexadecimal", "x".repeat(16), "a".repeat(16)],
    ["without a good span", "a".repeat(16), "0".repeat(16)],
  ] as const) {
    it(`begins a new trace if the id is ${what}`, async () => {
      const url = await leaf();
      const headers = { "x-b3-traceid": traceId, "x-b3-spanid": spanId };

      await fetch(`${url}/leaf/1`, { headers });
      await reported();

      expect(spans[0]?.traceId).to.match(/^(?!0+$)[\da-f]{32}$/);
      expect(spans[0]?.parentId).to.equal(undefined);
    });
  }

  it("serves a request whose host is malformed", async () => {
    const url = await leaf();

    const sent = request(`${url}/leaf/1`, { headers: { host: "[" } }).end();
    const [response] = await once(sent, "response");
    response.resume();

    expect(response.statusCode).to.equal(200);
  });

  it("records nothing if the caller says so", async () => {
    const url = await leaf();

    await fetch(`${url}/leaf/1`, { headers: { "x-b3-sampled": "0" } });

    expect(await reported()).to.deep.equal([]);
  });

  it("records no calls that no request has caused", async () => {
    const url = await leaf();
    const report = async (batch: unknown[]) => spans.push(...(batch as Span[]));
    const tracing = createTracing({ service: "job", report });
    tracings.push(tracing);

    await createHttpClient(testCaller(tracing.tracer), url)("GET", "/leaf/1");

    expect(await reported()).to.deep.equal([]);
  });
});
