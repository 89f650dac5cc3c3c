import { isDeepStrictEqual } from "node:util";
import type { Span } from "./span.ts";
import { lowerHalf } from "./trace-id.ts";

// A span has few parts; only a broken client gives all its spans one id.
const comparedParts = 10;

/** The spans of one trace; client and server may share the id of a span. */
type Trace = { count: number; spansById: Map<string, Span[]> };

export type TraceStore = ReturnType<typeof createTraceStore>;

/**
 * Holds so many spans. Whatever arrives late joins its trace; when there are
 * too many, the trace that began to arrive first goes, as a whole.
 */
export function createTraceStore(capacity = 100_000) {
  const traces = new Map<string, Trace>();
  let count = 0;

  function add(span: Span) {
    const trace = traceOf(span);
    const parts = trace.spansById.get(span.id) ?? [];
    const latest = parts.slice(-comparedParts);
    // A client that got no answer sends again what has arrived.
    if (latest.some((part) => isDeepStrictEqual(part, span))) return;
    parts.push(span);
    trace.spansById.set(span.id, parts);
    trace.count++;
    count++;
  }

  function traceOf({ traceId }: Span): Trace {
    const id = lowerHalf(traceId);
    const trace = traces.get(id) ?? { count: 0, spansById: new Map() };
    traces.set(id, trace);
    return trace;
  }

  function removeOldest() {
    for (const [id, trace] of traces) {
      if (count <= capacity) return;
      traces.delete(id);
      count -= trace.count;
    }
  }

  return {
    add(spans: Span[]) {
      spans.forEach(add);
      removeOldest();
    },

    /** The spans of a trace, none if it is not known. */
    find(traceId: string): Span[] {
      const trace = traces.get(lowerHalf(traceId));
      return trace ? [...trace.spansById.values()].flat() : [];
    },

    /** Every trace, one after the other. */
    *all(): Generator<Span[]> {
      for (const { spansById } of traces.values()) {
        yield [...spansById.values()].flat();
      }
    },

    get size() {
      return { traces: traces.size, spans: count };
    },
  };
}
