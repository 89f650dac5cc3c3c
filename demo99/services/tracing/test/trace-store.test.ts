import { expect } from "chai";
import { describe, it } from "mocha";
import type { Span } from "../src/span.ts";
import { createTraceStore } from "../src/trace-store.ts";

const aSpan = (traceId: string, id: string): Span => {
  return { traceId: traceId.padStart(16, "0"), id: id.padStart(16, "0") };
};
const usual = { maxSpans: 100_000, maxBytes: 128_000_000 };
const idsOf = (spans: Span[]) => spans.map(({ id }) => id.slice(-1));

describe("trace store", () => {
  it("joins late spans to their trace", () => {
    const store = createTraceStore(usual);

    store.add([aSpan("1", "a"), aSpan("2", "b")]);
    store.add([aSpan("1", "c")]);

    expect(idsOf(store.find(aSpan("1", "").traceId))).to.deep.equal(["a", "c"]);
    expect(store.size).to.include({ traces: 2, spans: 3 });
  });

  it("drops the oldest traces as a whole when there are too many spans", () => {
    const store = createTraceStore({ ...usual, maxSpans: 4 });
    store.add([
      aSpan("1", "a"),
      aSpan("2", "b"),
      aSpan("1", "c"),
      aSpan("3", "d"),
    ]);

    store.add([aSpan("4", "e")]);

    expect(store.find(aSpan("1", "").traceId)).to.deep.equal([]);
    expect(store.size).to.include({ traces: 3, spans: 3 });
  });

  it("is never larger than its capacity, not even for a single trace", () => {
    const store = createTraceStore({ ...usual, maxSpans: 10 });

    for (let i = 1; i < 100; i++) store.add([aSpan("1", i.toString(16))]);

    expect(store.size.spans).to.be.at.most(10);
  });

  it("is bounded in bytes: large spans displace the oldest traces", () => {
    const store = createTraceStore({ ...usual, maxBytes: 1_000_000 });
    const tags = { a: "x".repeat(95_000) };

    for (let i = 1; i < 100; i++) {
      store.add([{ ...aSpan(i.toString(16), "a"), tags }]);
    }

    expect(store.size.bytes).to.be.at.most(1_000_000);
    expect(store.size.spans).to.equal(10);
    expect(store.find(aSpan("63", "").traceId)).to.have.length(1);
  });

  it("counts characters of two bytes as two bytes", () => {
    const sizeWith = (letter: string) => {
      const store = createTraceStore(usual);
      store.add([{ ...aSpan("1", "a"), tags: { a: letter.repeat(1_000) } }]);
      return store.size.bytes;
    };

    expect(sizeWith("π") - sizeWith("x")).to.equal(1_000);
  });

  it("stores a span once that is sent twice", () => {
    const store = createTraceStore(usual);
    const span = { ...aSpan("1", "a"), tags: { error: "" } };

    store.add([span]);
    store.add([structuredClone(span)]);

    expect(store.find(span.traceId)).to.have.length(1);
  });

  it("is not stopped by a client that gives all its spans one id", () => {
    const store = createTraceStore(usual);

    for (let i = 0; i < 20_000; i++) {
      store.add([{ ...aSpan("1", "a"), timestamp: i + 1 }]);
    }

    expect(store.size.spans).to.equal(20_000);
  });

  it("keeps both sides of a call that share an id", () => {
    const store = createTraceStore(usual);

    store.add([
      { ...aSpan("1", "a"), kind: "CLIENT" },
      { ...aSpan("1", "a"), kind: "SERVER", shared: true },
    ]);

    expect(store.find(aSpan("1", "").traceId)).to.have.length(2);
  });

  it("finds a trace by half of its id", () => {
    const store = createTraceStore(usual);
    const long = `00000000000000ff${aSpan("1", "").traceId}`;

    store.add([{ ...aSpan("1", "a"), traceId: long }, aSpan("1", "b")]);

    expect(idsOf(store.find(long))).to.deep.equal(["a", "b"]);
  });
});
