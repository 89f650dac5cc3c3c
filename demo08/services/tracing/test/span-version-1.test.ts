import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { closeServers } from "#commons/test/test-servers.ts";
import type { Span } from "../src/span.ts";
import { type RunningTracing, startTracing } from "./start-tracing.ts";

const ids = { traceId: "000000000000000a", id: "000000000000000b" };
const shop = { serviceName: "shop", ipv4: "10.0.0.1" };
const stock = { serviceName: "stock", port: 80 };
const at = (timestamp: number, value: string, endpoint?: object) => ({
  timestamp,
  value,
  endpoint,
});

describe("POST /api/v1/spans", () => {
  let tracing: RunningTracing;

  beforeEach(async () => {
    tracing = await startTracing();
  });

  afterEach(closeServers);

  async function send(body: string, type = "application/json") {
    const response = await fetch(`${tracing.url}/api/v1/spans`, {
      method: "POST",
      headers: { "content-type": type },
      body,
    });
    const text = await response.text();
    return { status: response.status, body: text && JSON.parse(text) };
  }

  async function stored(span: object): Promise<Span[]> {
    const sent = await send(JSON.stringify([{ ...ids, ...span }]));
    expect(sent).to.deep.equal({ status: 202, body: "" });
    return (await tracing.get("/trace/a")).body;
  }

  it("takes a client's span, with its tags, notes and callee", async () => {
    const spans = await stored({
      parentId: "c",
      name: "GET",
      timestamp: 10,
      duration: 5,
      annotations: [at(10, "cs", shop), at(12, "retry", shop), at(15, "cr")],
      binaryAnnotations: [
        { key: "http.path", value: "/books", endpoint: shop },
        { key: "constructor", value: true, endpoint: shop },
        { key: "sa", value: true, endpoint: stock },
      ],
    });

    expect(spans).to.deep.equal([
      {
        ...ids,
        parentId: "000000000000000c",
        kind: "CLIENT",
        name: "get",
        timestamp: 10,
        duration: 5,
        localEndpoint: shop,
        remoteEndpoint: stock,
        annotations: [{ timestamp: 12, value: "retry" }],
        tags: { "http.path": "/books", constructor: "true" },
      },
    ]);
  });

  it("keeps a tag whose name is one of JavaScript's own", async () => {
    const binaryAnnotations = [{ key: "__proto__", value: "a" }];

    const [span] = await stored({ binaryAnnotations });

    expect(JSON.stringify(span?.tags)).to.equal('{"__proto__":"a"}');
  });

  it("splits a span of both sides, in whatever order they come", async () => {
    const spans = await stored({
      timestamp: 10,
      duration: 9,
      annotations: [
        at(12, "sr", stock),
        at(10, "cs", shop),
        at(19, "cr", shop),
        at(15, "ss", stock),
      ],
      binaryAnnotations: [
        { key: "ca", value: true, endpoint: shop },
        { key: "error", value: "no stock", endpoint: stock },
      ],
    });

    expect(spans).to.deep.equal([
      {
        ...ids,
        kind: "CLIENT",
        timestamp: 10,
        duration: 9,
        localEndpoint: shop,
      },
      {
        ...ids,
        kind: "SERVER",
        timestamp: 12,
        duration: 3,
        localEndpoint: stock,
        remoteEndpoint: shop,
        tags: { error: "no stock" },
        shared: true,
      },
    ]);
  });

  it("takes a server's span without a timestamp as the client's", async () => {
    const annotations = [at(12, "sr", stock), at(15, "ss", stock)];

    expect(await stored({ annotations })).to.deep.equal([
      {
        ...ids,
        kind: "SERVER",
        timestamp: 12,
        duration: 3,
        localEndpoint: stock,
        shared: true,
      },
    ]);
    expect(
      await stored({ annotations, id: "c", timestamp: 11 }),
    ).to.deep.include({
      ...ids,
      id: "000000000000000c",
      kind: "SERVER",
      timestamp: 11,
      duration: 3,
      localEndpoint: stock,
    });
  });

  for (const [moment, kind] of [
    ["ms", "PRODUCER"],
    ["mr", "CONSUMER"],
  ] as const) {
    it(`takes a ${kind.toLowerCase()}'s span and its broker`, async () => {
      const [span] = await stored({
        annotations: [at(10, moment, shop)],
        binaryAnnotations: [{ key: "ma", value: true, endpoint: stock }],
      });

      expect(span).to.deep.equal({
        ...ids,
        kind,
        timestamp: 10,
        localEndpoint: shop,
        remoteEndpoint: stock,
      });
    });
  }

  it("takes a local span, and one that says nothing", async () => {
    const [local] = await stored({
      timestamp: 10,
      binaryAnnotations: [{ key: "lc", value: "cache", endpoint: shop }],
    });

    expect(local).to.deep.equal({
      ...ids,
      timestamp: 10,
      localEndpoint: shop,
      tags: { lc: "cache" },
    });
    const [, bare] = await stored({ id: "c", annotations: null });
    expect(bare).to.deep.equal({ ...ids, id: "000000000000000c" });
  });

  it("takes the valid spans of a batch, and names what is wrong", async () => {
    const invalid = { ...ids, binaryAnnotations: 7 };
    const both = await send(JSON.stringify([invalid, ids]));
    const alone = await send(JSON.stringify([invalid]));

    expect(both.status).to.equal(202);
    expect((await tracing.get("/trace/a")).body).to.deep.equal([ids]);
    expect(alone.status).to.equal(400);
    expect(alone.body.errors[0].field).to.equal("0.binaryAnnotations");
  });

  it("bounds the spans that one of version 1 becomes", async () => {
    const many = Array.from({ length: 100_000 }, (_, i) =>
      at(1, "x", { serviceName: `${i}` }),
    );
    const { status, body } = await send(
      JSON.stringify([{ ...ids, annotations: many }]),
    );

    expect(status).to.equal(400);
    expect(body.errors[0].message).to.equal("name more than 10 endpoints");
  });

  it("refuses Thrift, with the type to use", async () => {
    const { status, body } = await send("[]", "application/x-thrift");

    expect(status).to.equal(415);
    expect(body.detail).to.include("application/json");
  });
});
