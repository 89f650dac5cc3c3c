import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { closeServers } from "#commons/test/test-servers.ts";
import type { Span } from "../src/span.ts";
import { type RunningTracing, startTracing } from "./start-tracing.ts";

const now = Date.now();
const second = 1_000_000;
const start = (now - 60_000) * 1_000;

/** Two traces: an order that fails, and, 10 s later, a look at the books. */
const order = [
  {
    traceId: "1",
    id: "1",
    kind: "SERVER",
    name: "post /carts",
    timestamp: start,
    duration: 2 * second,
    localEndpoint: { serviceName: "gateway" },
    tags: { "http.path": "/carts" },
  },
  {
    traceId: "1",
    id: "2",
    parentId: "1",
    kind: "SERVER",
    name: "reserve",
    timestamp: start + 5,
    duration: second,
    localEndpoint: { serviceName: "inventory-api" },
    remoteEndpoint: { serviceName: "gateway" },
    annotations: [{ timestamp: start + 9, value: "retry" }],
    tags: { error: "no stock", "http.path": "/reservations" },
  },
];
const look = {
  traceId: "2",
  id: "1",
  kind: "SERVER",
  name: "get /books",
  timestamp: start + 10 * second,
  duration: 500,
  localEndpoint: { serviceName: "gateway" },
  tags: { "http.path": "/books" },
};

describe("the API that Zipkin's page uses", () => {
  let tracing: RunningTracing;

  beforeEach(async () => {
    tracing = await startTracing();
    await tracing.report(...order, look);
  });

  afterEach(closeServers);

  async function found(query: string): Promise<number[]> {
    const { status, body } = await tracing.get(`/traces?${query}`);
    expect(status, query).to.equal(200);
    return body.map(([{ traceId }]: [Span]) => Number.parseInt(traceId, 16));
  }

  it("names the services, their spans and their callees", async () => {
    const get = async (path: string) => (await tracing.get(path)).body;

    expect(await get("/services")).to.deep.equal(["gateway", "inventory-api"]);
    expect(await get("/spans?serviceName=GATEWAY")).to.deep.equal([
      "get /books",
      "post /carts",
    ]);
    expect(
      await get("/remoteServices?serviceName=inventory-api"),
    ).to.deep.equal(["gateway"]);
    expect(await get("/spans?serviceName=unknown")).to.deep.equal([]);
  });

  const queries: [query: string, found: number[]][] = [
    ["", [2, 1]],
    ["serviceName=gateway", [2, 1]],
    ["serviceName=Inventory-API", [1]],
    ["serviceName=unknown", []],
    ["serviceName=", [2, 1]],
    ["spanName=RESERVE", [1]],
    ["spanName=all", [2, 1]],
    ["serviceName=gateway&spanName=reserve", []],
    ["remoteServiceName=gateway", [1]],
    ["serviceName=gateway&remoteServiceName=gateway", []],
    ["annotationQuery=error", [1]],
    ["annotationQuery=retry", [1]],
    ["annotationQuery=http.path=/books", [2]],
    ["annotationQuery=http.path", [2, 1]],
    ["annotationQuery=error=no stock and http.path=/carts", [1]],
    ["annotationQuery=error and http.path=/books", []],
    ["annotationQuery=error and ", [1]],
    ["annotationQuery=error and", [1]],
    ["annotationQuery=", [2, 1]],
    ["spanName=&remoteServiceName=", [2, 1]],
    ["minDuration=&maxDuration=", [2, 1]],
    ["endTs=&lookback=&limit=", [2, 1]],
    ["servicename=gateway&flavour=apple", [2, 1]],
    ["limit=1&limit=2", [2]],
    ["serviceName=gateway&annotationQuery=error", []],
    ["minDuration=501", [1]],
    ["minDuration=500&maxDuration=600", [2]],
    ["minDuration=2000001", []],
    ["serviceName=inventory-api&minDuration=1000001", []],
    ["limit=1", [2]],
    [`endTs=${now - 55_000}`, [1]],
    [`endTs=${now}&lookback=55000`, [2]],
    [`endTs=${now - 70_000}`, []],
  ];
  for (const [query, traces] of queries) {
    it(`finds ${traces.join(" and ") || "nothing"} by "${query.replaceAll(/\d{13}/g, "…")}"`, async () => {
      expect(await found(query)).to.deep.equal(traces);
    });
  }

  it("finds ten traces by default", async () => {
    const many = Array.from({ length: 20 }, (_, i) => ({
      ...look,
      traceId: `${i + 10}`,
    }));
    await tracing.report(...many);

    expect(await found("")).to.have.length(10);
  });

  it("gives a trace, and several", async () => {
    const one = await tracing.get("/trace/1");
    const two = await tracing.get("/traceMany?traceIds=1,2,3");

    expect(one.body.map(({ id }: Span) => id)).to.deep.equal([
      "0000000000000001",
      "0000000000000002",
    ]);
    expect(two.body.map((spans: Span[]) => spans.length)).to.deep.equal([2, 1]);
  });

  it("has the calls between services", async () => {
    const { body } = await tracing.get(`/dependencies?endTs=${now}`);

    expect(body).to.deep.equal([
      {
        parent: "gateway",
        child: "inventory-api",
        callCount: 1,
        errorCount: 1,
      },
    ]);
    expect(
      (await tracing.get(`/dependencies?endTs=${now}&lookback=5`)).body,
    ).to.deep.equal([]);
  });

  it("offers the values of some tags", async () => {
    expect((await tracing.get("/autocompleteKeys")).body).to.deep.equal([
      "error",
      "http.path",
    ]);
    expect(
      (await tracing.get("/autocompleteValues?key=http.path")).body,
    ).to.deep.equal(["/books", "/carts", "/reservations"]);
    expect(
      (await tracing.get("/autocompleteValues?key=secret")).body,
    ).to.deep.equal([]);
  });

  const refused: [path: string, field: string][] = [
    ["/spans", "serviceName"],
    ["/remoteServices", "serviceName"],
    ["/traces?limit=0", "limit"],
    ["/traces?limit=many", "limit"],
    ["/traces?endTs=0", "endTs"],
    ["/traces?lookback=-1", "lookback"],
    ["/traces?minDuration=0", "minDuration"],
    ["/traces?maxDuration=5", "maxDuration"],
    ["/traces?minDuration=5&maxDuration=4", "maxDuration"],
    ["/trace/xyz", "traceId"],
    ["/trace/0", "traceId"],
    [`/trace/${"1".repeat(33)}`, "traceId"],
    ["/traceMany", "traceIds"],
    ["/traceMany?traceIds=1", "traceIds"],
    ["/traceMany?traceIds=1,0001", "traceIds"],
    ["/traceMany?traceIds=1,x", "traceIds.1"],
    ["/dependencies", "endTs"],
    [`/dependencies?endTs=${now}&lookback=0`, "lookback"],
    ["/dependencies?endTs=today", "endTs"],
    ["/autocompleteValues", "key"],
    ["/dependencies?endTs=", "endTs"],
    ["/autocompleteValues?key=", "key"],
  ];
  for (const [path, field] of refused) {
    it(`refuses ${path.slice(0, 50).replace(`${now}`, "…")}`, async () => {
      const { status, body } = await tracing.get(path);

      expect(status).to.equal(400);
      expect(
        body.errors.map((error: { field: string }) => error.field),
      ).to.deep.equal([field]);
    });
  }

  it("ignores unknown parameters, as Zipkin does", async () => {
    for (const path of [
      "/services?limit=1",
      "/trace/1?raw=true",
      "/autocompleteKeys?key=a",
      `/dependencies?endTs=${now}&lookback=&x=1`,
    ]) {
      expect((await tracing.get(path)).status, path).to.equal(200);
    }
    const { body } = await tracing.get("/spans?serviceName=");
    expect(body).to.deep.equal([]);
  });

  it("leaves out page assets if asked to", async () => {
    const asset = { ...look, traceId: "3", tags: { "http.path": "/app.js" } };
    await tracing.report(asset);

    expect(await found("")).to.deep.equal([2, 3, 1]);
    expect(await found("hideAssets=true")).to.deep.equal([2, 1]);
    expect(await found("hideAssets=true&limit=2")).to.deep.equal([2, 1]);
  });

  it("names the version of its API, where Zipkin does", async () => {
    for (const path of ["/info", "/actuator/info"]) {
      const response = await fetch(tracing.url + path);

      expect((await response.json()).zipkin.version, path).to.equal("2");
    }
  });

  it("answers 404 for an unknown trace, and for unknown paths", async () => {
    expect((await tracing.get("/trace/abc")).status).to.equal(404);
    expect((await tracing.get("/colours")).status).to.equal(404);
  });

  it("is also at the path that Zipkin's page uses", async () => {
    const get = async (path: string) =>
      (await fetch(`${tracing.url}${path}`)).json();

    expect(await get("/zipkin/api/v2/services")).to.have.length(2);
    expect(await get("/zipkin/config.json")).to.include({
      searchEnabled: true,
    });
    expect(await get("/config.json")).to.include({ queryLimit: 10 });
  });

  it("leads browsers to the page, by Zipkin's addresses too", async () => {
    const paths = [
      "/",
      "/trace/1",
      "/dependency",
      "/zipkin/",
      "/zipkin/traces/1",
      "/zipkin/dependency",
    ];
    for (const path of paths) {
      const headers = { accept: "text/html,*/*;q=0.8" };
      const response = await fetch(tracing.url + path, { headers });

      expect(response.status, path).to.equal(200);
      expect(await response.text(), path).to.contain("<title>Tracing</title>");
    }
  });
});

describe("a trace of 128 bits", () => {
  const [one, other] = ["1", "2"].map((half) => half + "a".repeat(31));
  const spans = [one, other].map((traceId, i) => ({
    ...look,
    traceId,
    id: `${i + 1}`,
  }));

  afterEach(closeServers);

  async function lengths(strictTraceId: boolean) {
    const tracing = await startTracing({ strictTraceId });
    await tracing.report(...spans);
    const traces = (await tracing.get("/traces")).body;
    const trace = await tracing.get(`/trace/${one}`);
    const half = await tracing.get(`/trace/${"a".repeat(16)}`);
    return [traces.length, trace.body.length, half.status];
  }

  it("differs from another one that has half of its id", async () => {
    expect(await lengths(true)).to.deep.equal([2, 1, 404]);
  });

  it("is the same as one with half of its id, if that is wanted", async () => {
    expect(await lengths(false)).to.deep.equal([1, 2, 200]);
  });
});
