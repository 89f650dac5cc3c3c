import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { closeServers } from "#commons/test/test-servers.ts";
import type { Span } from "../src/span.ts";
import { type RunningTracing, startTracing } from "./start-tracing.ts";

const least = { traceId: "000000000000000a", id: "000000000000000b" };
const million = 1_000_000;

describe("POST /api/v2/spans", () => {
  let tracing: RunningTracing;

  beforeEach(async () => {
    tracing = await startTracing();
  });

  afterEach(closeServers);

  async function stored(span: object): Promise<Span> {
    const { status } = await tracing.report({ ...least, ...span });
    expect(status).to.equal(202);
    const { body } = await tracing.get("/trace/a");
    return body[0];
  }

  it("takes spans as JSON, zipped or not", async () => {
    const text = JSON.stringify([least]);
    const zipped = new Uint8Array(gzipSync(text));

    const answers = [
      await tracing.send(text),
      await tracing.send(text, { "content-type": "application/problem+json" }),
      await tracing.send(text, {
        "content-type": "application/json; charset=utf-8",
      }),
      await tracing.send(zipped, { "content-encoding": "gzip" }),
    ];

    expect(answers).to.deep.equal(Array(4).fill({ status: 202, body: "" }));
    expect((await tracing.get("/trace/a")).body).to.deep.equal([least]);
  });

  it("accepts an empty body and an empty list", async () => {
    expect((await tracing.send("")).status).to.equal(202);
    expect((await tracing.send("[]")).status).to.equal(202);
  });

  it("keeps all fields of a span", async () => {
    const span = {
      ...least,
      parentId: "000000000000000c",
      kind: "SERVER",
      name: "get /books",
      timestamp: 1_700_000_000_000_000,
      duration: 1_500,
      localEndpoint: { serviceName: "book-api", ipv4: "10.0.0.1", port: 8081 },
      remoteEndpoint: { serviceName: "gateway", ipv6: "2001:db8::c001" },
      annotations: [{ timestamp: 1_700_000_000_000_001, value: "retry" }],
      tags: { "http.path": "/books", error: "" },
      debug: true,
      shared: true,
    };

    expect(await stored(span)).to.deep.equal(span);
  });

  it("fills up ids, and cuts a trace id that says no more than 64 bits", async () => {
    await tracing.report({ traceId: "1a", id: "b", parentId: "c" });
    await tracing.report({
      traceId: "00000000000000000000000000000002",
      id: "b",
    });
    await tracing.report({ traceId: "10000000000000003", id: "b" });

    const [first] = (await tracing.get("/trace/1a")).body;
    expect(first).to.deep.equal({
      traceId: "000000000000001a",
      id: "000000000000000b",
      parentId: "000000000000000c",
    });
    expect((await tracing.get("/trace/2")).body[0].traceId).to.have.length(16);
    expect(
      (await tracing.get("/trace/10000000000000003")).body[0].traceId,
    ).to.equal("00000000000000010000000000000003");
  });

  it("writes names in small letters", async () => {
    const span = await stored({
      name: "GET",
      localEndpoint: { serviceName: "Book-API" },
      remoteEndpoint: { serviceName: "MongoDB" },
    });

    expect(span.name).to.equal("get");
    expect(span.localEndpoint).to.deep.equal({ serviceName: "book-api" });
    expect(span.remoteEndpoint).to.deep.equal({ serviceName: "mongodb" });
  });

  const saysNothing: [string, object][] = [
    ["null", { kind: null, name: null, tags: null, localEndpoint: null }],
    ["an empty name", { name: "" }],
    ["an empty endpoint", { localEndpoint: { serviceName: "" } }],
    ["an address that is none", { localEndpoint: { ipv4: "localhost" } }],
    ["port 0", { remoteEndpoint: { port: 0 } }],
    ["a time below 0", { timestamp: -1, duration: 0 }],
    ["a parent of zeros", { parentId: "0000000000000000" }],
    ["a span that is its own parent", { parentId: least.id }],
    ["empty lists", { annotations: [], tags: {} }],
    ["false", { shared: false, debug: false }],
    ["an unknown field", { flavour: "apple" }],
  ];
  for (const [name, span] of saysNothing) {
    it(`leaves out ${name}`, async () => {
      expect(await stored(span)).to.deep.equal(least);
    });
  }

  it("ignores that a client says it shares its server's span", async () => {
    const span = await stored({ kind: "CLIENT", shared: true });

    expect(span).to.deep.equal({ ...least, kind: "CLIENT" });
  });

  it("reads numbers where texts belong, and the other way round", async () => {
    const span = await stored({
      timestamp: "1700000000000000",
      tags: { n: 7 },
    });

    expect(span.timestamp).to.equal(1_700_000_000_000_000);
    expect(span.tags).to.deep.equal({ n: "7" });
  });

  it("keeps a tag whose name is one of JavaScript's own", async () => {
    const tags = '{"__proto__":"a","constructor":"b"}';

    const timestamp = Date.now() * 1_000;
    const span = await stored({ timestamp, tags: JSON.parse(tags) });

    expect(JSON.stringify(span.tags)).to.equal(tags);
    const found = async (query: string) =>
      (await tracing.get(`/traces?annotationQuery=${query}`)).body.length;
    expect(await found("__proto__=a")).to.equal(1);
    expect(await found("toString")).to.equal(0);
  });

  it("keeps one of equal annotations", async () => {
    const [a, b] = ["a", "b"].map((value) => ({ timestamp: 1, value }));

    const { annotations } = await stored({ annotations: [b, a, b, a] });

    expect(annotations).to.deep.equal([a, b]);
  });

  for (const [sent, kept] of [
    [{ ipv6: "::ffff:1.2.3.4" }, { ipv4: "1.2.3.4" }],
    [{ ipv4: "::FFFF:127.0.0.1" }, { ipv4: "127.0.0.1" }],
    [{ ipv4: "2001:db8::c001" }, { ipv6: "2001:db8::c001" }],
    [
      { port: "80", serviceName: 5 },
      { serviceName: "5", port: 80 },
    ],
    [{ port: -1, serviceName: "a" }, { serviceName: "a" }],
  ]) {
    it(`reads the endpoint ${JSON.stringify(sent)}`, async () => {
      const { localEndpoint } = await stored({ localEndpoint: sent });

      expect(localEndpoint).to.deep.equal(kept);
    });
  }

  it("sorts annotations by time", async () => {
    const [early, late] = [1, 2].map((timestamp) => ({
      timestamp,
      value: "x",
    }));

    const { annotations } = await stored({ annotations: [late, early] });

    expect(annotations).to.deep.equal([early, late]);
  });

  const refused: [string, object, field: string][] = [
    ["no trace id", { id: "1" }, "0.traceId"],
    ["no id", { traceId: "1" }, "0.id"],
    ["a trace id of zeros", { ...least, traceId: "00" }, "0.traceId"],
    ["an id of zeros", { ...least, id: "0" }, "0.id"],
    ["capitals in an id", { ...least, id: "AB" }, "0.id"],
    ["a trace id too long", { ...least, traceId: "1".repeat(33) }, "0.traceId"],
    ["an id too long", { ...least, id: "1".repeat(17) }, "0.id"],
    ["an empty parent", { ...least, parentId: "" }, "0.parentId"],
    ["a kind that is none", { ...least, kind: "MIDDLE" }, "0.kind"],
    ["half a microsecond", { ...least, timestamp: 1.5 }, "0.timestamp"],
    ["words for a duration", { ...least, duration: "long" }, "0.duration"],
    [
      "a port too high",
      { ...least, localEndpoint: { port: 70_000 } },
      "0.localEndpoint.port",
    ],
    ["a tag without value", { ...least, tags: { a: null } }, "0.tags.a"],
    [
      "an event without time",
      { ...least, annotations: [{ value: "a" }] },
      "0.annotations.0.timestamp",
    ],
    [
      "version 1",
      { traceId: "1", id: "1", binaryAnnotations: [] },
      "0.binaryAnnotations",
    ],
    [
      "an annotation of version 1",
      {
        ...least,
        annotations: [{ timestamp: 1, value: "cs", endpoint: null }],
      },
      "0.annotations.0.endpoint",
    ],
  ];
  for (const [name, span, field] of refused) {
    it(`names what is wrong with ${name}`, async () => {
      const { status, body } = await tracing.report(span);

      expect(status).to.equal(400);
      expect(
        body.errors.map((error: { field: string }) => error.field),
      ).to.deep.equal([field]);
    });
  }

  it("takes the valid spans of a batch, and logs the others", async () => {
    const zeros = { ...least, traceId: "0000000000000000" };
    const { status, body } = await tracing.report(zeros, least, null, 7, {
      ...least,
      id: "c",
      tags: { "\u001b[2J": {} },
    });

    expect({ status, body }).to.deep.equal({ status: 202, body: "" });
    expect((await tracing.get("/trace/a")).body).to.deep.equal([least]);
    const [line = ""] = tracing.lines;
    expect(JSON.parse(line).msg).to.equal(
      "rejected 4 spans, such as 0.traceId: is zero",
    );
  });

  it("names the first hundred errors only, and limits the list", async () => {
    const { body } = await tracing.send(JSON.stringify(Array(500).fill(1)));
    expect(body.errors).to.have.length(100);

    const tooMany = await tracing.send(JSON.stringify(Array(100_001).fill(1)));
    expect(tooMany.status).to.equal(400);
    expect(tooMany.body.detail).to.include("at most 100000 spans");
  });

  it("rejects a span that is too large, not its neighbours", async () => {
    const large = { ...least, tags: { a: "x".repeat(300_000) } };
    const alone = await tracing.report(large);
    expect(alone.status).to.equal(400);
    expect(alone.body.errors[0].message).to.match(/bytes, more than 256000$/);

    expect((await tracing.report(large, least)).status).to.equal(202);
    expect((await tracing.get("/trace/a")).body).to.deep.equal([least]);
  });

  for (const type of [
    "text/plain",
    "text/plain;charset=UTF-8",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/x-protobuf",
    "application/x-thrift",
  ]) {
    it(`refuses ${type}, with the type to use`, async () => {
      const answer = await tracing.send(JSON.stringify([least]), {
        "content-type": type,
      });

      expect(answer.status).to.equal(415);
      expect(answer.body.detail).to.include("application/json");
      expect((await tracing.get("/trace/a")).status).to.equal(404);
    });
  }

  for (const [format, start] of [
    ["protobuf", "\n\x80\x01"],
    ["protobuf", "\n\x0f\n"],
    ["Thrift", "\x0c\0\0"],
  ] as const) {
    it(`recognises ${format} whose type is not named`, async () => {
      const bytes = new Uint8Array(Buffer.from(start, "latin1"));
      const { status, body } = await tracing.send(bytes, {
        "content-type": "application/octet-stream",
      });

      expect(status).to.equal(415);
      expect(body.detail).to.include(format).and.include("application/json");
    });
  }

  it("refuses bytes that are not UTF-8", async () => {
    const text = JSON.stringify([{ ...least, name: "café" }]);
    const latin1 = new Uint8Array(Buffer.from(text, "latin1"));

    expect((await tracing.send(latin1)).status).to.equal(400);
  });

  it("refuses what is no list of spans in JSON", async () => {
    for (const text of ["{}", "null", "7", "nope", '[{"id"', "[1]"]) {
      const { status, body } = await tracing.send(text);

      expect(status, text).to.equal(400);
      expect(body.detail, text).to.be.a("string");
    }
  });

  it("refuses what is not zipped though it says so", async () => {
    const answer = await tracing.send("[]", { "content-encoding": "gzip" });

    expect(answer.status).to.equal(400);
  });

  it("ignores a parameter, and a missing type", async () => {
    const response = await fetch(`${tracing.url}/api/v2/spans?fast=yes`, {
      method: "POST",
      body: new Blob([JSON.stringify([least])]),
    });

    expect(response.status).to.equal(202);
    expect((await tracing.get("/trace/a")).body).to.deep.equal([least]);
  });

  it("takes several megabytes, but not more than 10, unzipped", async () => {
    const spaces = (length: number) => `[${" ".repeat(length)}]`;
    const bomb = new Uint8Array(gzipSync(spaces(20 * million)));

    expect((await tracing.send(spaces(9 * million))).status).to.equal(202);
    expect((await tracing.send(spaces(11 * million))).status).to.equal(413);
    expect(
      (await tracing.send(bomb, { "content-encoding": "gzip" })).status,
    ).to.equal(413);
  });

  it("is also at the path that Zipkin's page uses", async () => {
    const response = await fetch(`${tracing.url}/zipkin/api/v2/spans`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify([least]),
    });

    expect(response.status).to.equal(202);
    expect((await tracing.get("/trace/a")).status).to.equal(200);
  });
});
