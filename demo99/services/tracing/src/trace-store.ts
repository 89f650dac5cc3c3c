import { isDeepStrictEqual } from "node:util";
import type { Span } from "./span.ts";
import { spanSize } from "./span-size.ts";
import { lowerHalf } from "./trace-id.ts";

// A span has few parts; only a broken client gives all its spans one id.
const comparedParts = 10;

/** The spans of one trace; client and server may share the id of a span. */
type Trace = { count: number; bytes: number; spansById: Map<string, Span[]> };

export type TraceStore = ReturnType<typeof createTraceStore>;

type Capacity = { maxSpans: number; maxBytes: number };

/**
 * Holds spans up to a number and a size. Late spans join their trace. When
 * there is too much, the trace that began to arrive first is dropped as a whole.
 */
export function createTraceStore({ maxSpans, maxBytes }: Capacity) {
  const traces = new Map<string, Trace>();
  let count = 0;
  let bytes = 0;

  function add(span: Span) {
    const trace = traceOf(span);
    const parts = trace.spansById.get(span.id);
    // A client that received no response sends the same spans again.
    if (
      parts?.slice(-comparedParts).some((it) => isDeepStrictEqual(it, span))
    ) {
      return;
    }
    if (parts) parts.push(span);
    else trace.spansById.set(span.id, [span]);
    const size = spanSize(span);
    trace.count++;
    trace.bytes += size;
    count++;
    bytes += size;
  }

  function traceOf({ traceId }: Span): Trace {
    const id = lowerHalf(traceId);
    const known = traces.get(id);
    if (known) return known;
    const trace = { count: 0, bytes: 0, spansById: new Map() };
    traces.set(id, trace);
    return trace;
  }

  function removeOldest() {
    for (const [id, trace] of traces) {
      if (count <= maxSpans && bytes <= maxBytes) return;
      traces.delete(id);
      count -= trace.count;
      bytes -= trace.bytes;
    }
  }

  return {
    add(spans: Span[]) {
      for (const span of spans) add(span);
      removeOldest();
    },

    /** The spans of a trace, none if it is not known. */
    find(traceId: string): Span[] {
      const trace = traces.get(lowerHalf(traceId));
      return trace ? [...trace.spansById.values()].flat() : [];
    },

    /** The spans of each trace, trace by trace. */
    *all(): Generator<Span[]> {
      for (const { spansById } of traces.values()) {
        yield [...spansById.values()].flat();
      }
    },

    get size() {
      return { traces: traces.size, spans: count, bytes };
    },
  };
}
