import { expect } from "chai";
import { describe, it } from "mocha";
import { linkServices } from "../src/dependency-links.ts";
import type { Span } from "../src/span.ts";
import { makeUpTraces } from "./made-up-traces.ts";

type Sides = { kind?: Span["kind"]; from?: string; to?: string };

function aSpan(
  id: string,
  parentId: string | undefined,
  sides: Sides,
  more: Partial<Span> = {},
): Span {
  const { kind, from, to } = sides;
  return {
    traceId: "1",
    id,
    ...(parentId && { parentId }),
    ...(kind && { kind }),
    ...(from && { localEndpoint: { serviceName: from } }),
    ...(to && { remoteEndpoint: { serviceName: to } }),
    ...more,
  };
}

/** "a>b 2, 1 failed" */
function links(...spans: Span[]): string[] {
  return linkServices([spans]).map(({ parent, child, callCount, errorCount }) =>
    [`${parent}>${child} ${callCount}`, errorCount && `${errorCount} failed`]
      .filter(Boolean)
      .join(", "),
  );
}

const failed = { tags: { error: "503" } };

describe("links between services", () => {
  it("counts a call once, though both sides have reported it", () => {
    const root = aSpan("1", undefined, { kind: "SERVER", from: "gateway" });
    const client = aSpan("2", "1", {
      kind: "CLIENT",
      from: "gateway",
      to: "books",
    });
    const shared = aSpan(
      "2",
      "1",
      { kind: "SERVER", from: "book-api" },
      { shared: true },
    );
    const unshared = aSpan("3", "2", { kind: "SERVER", from: "book-api" });

    expect(links(root, client, shared)).to.deep.equal(["gateway>book-api 1"]);
    expect(links(root, client, unshared)).to.deep.equal(["gateway>book-api 1"]);
  });

  it("counts a call that only its client has reported", () => {
    expect(
      links(
        aSpan("1", undefined, {
          kind: "CLIENT",
          from: "book-api",
          to: "mongodb",
        }),
      ),
    ).to.deep.equal(["book-api>mongodb 1"]);
  });

  it("counts a call that only its server has reported", () => {
    expect(
      links(
        aSpan("1", undefined, { kind: "SERVER", from: "gateway", to: "shop" }),
      ),
    ).to.deep.equal(["shop>gateway 1"]);
    expect(
      links(aSpan("1", undefined, { kind: "SERVER", from: "gateway" })),
    ).to.deep.equal([]);
  });

  it("looks past local spans for the caller", () => {
    expect(
      links(
        aSpan("1", undefined, { kind: "SERVER", from: "gateway" }),
        aSpan("2", "1", {}),
        aSpan("3", "2", { kind: "SERVER", from: "book-api" }),
      ),
    ).to.deep.equal(["gateway>book-api 1"]);
  });

  it("adds the call that must have been before a client in another service", () => {
    expect(
      links(
        aSpan("1", undefined, { kind: "SERVER", from: "gateway" }),
        aSpan("2", "1", { kind: "CLIENT", from: "book-api", to: "mongodb" }),
      ),
    ).to.deep.equal(["gateway>book-api 1", "book-api>mongodb 1"]);
  });

  it("takes a span that knows both sides for a client's", () => {
    expect(
      links(aSpan("1", undefined, { from: "book-api", to: "mongodb" })),
    ).to.deep.equal(["book-api>mongodb 1"]);
    expect(links(aSpan("1", undefined, { from: "book-api" }))).to.deep.equal(
      [],
    );
  });

  it("links senders and receivers of messages with their broker", () => {
    const producer = aSpan("1", undefined, {
      kind: "PRODUCER",
      from: "cart",
      to: "kafka",
    });
    const consumer = aSpan("2", "1", {
      kind: "CONSUMER",
      from: "stock",
      to: "kafka",
    });

    expect(links(producer, consumer)).to.deep.equal([
      "cart>kafka 1",
      "kafka>stock 1",
    ]);
    expect(
      links(aSpan("1", undefined, { kind: "PRODUCER", from: "cart" })),
    ).to.deep.equal([]);
  });

  it("counts a call as failed if its server or its client reports so", () => {
    const client = { kind: "CLIENT", from: "gateway", to: "book-api" } as const;
    const server = { kind: "SERVER", from: "book-api" } as const;

    expect(links(aSpan("1", undefined, client, failed))).to.deep.equal([
      "gateway>book-api 1, 1 failed",
    ]);
    expect(
      links(aSpan("1", undefined, client), aSpan("2", "1", server, failed)),
    ).to.deep.equal(["gateway>book-api 1, 1 failed"]);
    expect(
      links(aSpan("1", undefined, client, failed), aSpan("2", "1", server)),
    ).to.deep.equal(["gateway>book-api 1, 1 failed"]);
  });

  it("adds up over all traces", () => {
    const total = linkServices(makeUpTraces(100, Date.now(), 2));

    const checkouts = total.filter(
      ({ parent, child }) =>
        parent === "gateway" && child === "shoppingcart-api",
    );
    expect(checkouts).to.have.length(1);
    expect(checkouts[0]?.callCount).to.be.greaterThan(
      checkouts[0]?.errorCount ?? 0,
    );
    expect(total.every(({ parent, child }) => parent !== child)).to.equal(true);
  });
});
