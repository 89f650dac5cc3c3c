import { expect } from "chai";
import { describe, it } from "mocha";
import type { Span } from "../src/span.ts";
import { createTraceStore } from "../src/trace-store.ts";

const aSpan = (traceId: string, id: string): Span => {
  return { traceId: traceId.padStart(16, "0"), id: id.padStart(16, "0") };
};
const idsOf = (spans: Span[]) => spans.map(({ id }) => id.slice(-1));

describe("trace store", () => {
  it("joins late spans to their trace", () => {
    const store = createTraceStore();

    store.add([aSpan("1", "a"), aSpan("2", "b")]);
    store.add([aSpan("1", "c")]);

    expect(idsOf(store.find(aSpan("1", "").traceId))).to.deep.equal(["a", "c"]);
    expect(store.size).to.deep.equal({ traces: 2, spans: 3 });
  });

  it("lets the oldest traces go as a whole when there are too many spans", () => {
    const store = createTraceStore(4);
    store.add([
      aSpan("1", "a"),
      aSpan("2", "b"),
      aSpan("1", "c"),
      aSpan("3", "d"),
    ]);

    store.add([aSpan("4", "e")]);

    expect(store.find(aSpan("1", "").traceId)).to.deep.equal([]);
    expect(store.size).to.deep.equal({ traces: 3, spans: 3 });
  });

  it("is never larger than its capacity, not even for a single trace", () => {
    const store = createTraceStore(10);

    for (let i = 1; i < 100; i++) store.add([aSpan("1", i.toString(16))]);

    expect(store.size.spans).to.be.at.most(10);
  });

  it("takes what is sent again only once", () => {
    const store = createTraceStore();
    const span = { ...aSpan("1", "a"), tags: { error: "" } };

    store.add([span]);
    store.add([structuredClone(span)]);

    expect(store.find(span.traceId)).to.have.length(1);
  });

  it("is not stopped by a client that gives all its spans one id", () => {
    const store = createTraceStore();

    for (let i = 0; i < 20_000; i++) {
      store.add([{ ...aSpan("1", "a"), timestamp: i + 1 }]);
    }

    expect(store.size.spans).to.equal(20_000);
  });

  it("keeps both sides of a call that share an id", () => {
    const store = createTraceStore();

    store.add([
      { ...aSpan("1", "a"), kind: "CLIENT" },
      { ...aSpan("1", "a"), kind: "SERVER", shared: true },
    ]);

    expect(store.find(aSpan("1", "").traceId)).to.have.length(2);
  });

  it("knows a trace also by half of its id", () => {
    const store = createTraceStore();
    const long = `00000000000000ff${aSpan("1", "").traceId}`;

    store.add([{ ...aSpan("1", "a"), traceId: long }, aSpan("1", "b")]);

    expect(idsOf(store.find(long))).to.deep.equal(["a", "b"]);
  });
});
