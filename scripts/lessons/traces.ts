import { until } from "../testing/until.ts";
import { ask } from "./ask.ts";

/** The fields of a span in Zipkin's format, version 2, that lessons read. */
export type Span = {
  traceId: string;
  parentId?: string;
  id: string;
  kind?: string;
  name?: string;
  /** Microseconds. */
  duration?: number;
  localEndpoint?: { serviceName?: string; port?: number };
  remoteEndpoint?: { serviceName?: string; port?: number };
  tags?: Record<string, string>;
  annotations?: { value: string }[];
};

const url = "http://localhost:9411/api/v2";

/**
 * The traces since a time in which a service served a request of this name, as
 * soon as they are complete, or else after some seconds; undefined without a
 * collector.
 */
export async function readTraces(
  served: { serviceName: string; spanName: string },
  since: number,
  areComplete: (traces: Span[][]) => boolean,
): Promise<Span[][] | undefined> {
  const read = () => {
    const now = Date.now();
    const period = { endTs: `${now}`, lookback: `${now - since}` };
    const query = new URLSearchParams({ ...served, ...period, limit: "1000" });
    return ask<Span[][]>(`${url}/traces?${query}`);
  };
  let traces = await read();
  const areThere = async () => {
    traces = await read();
    return !traces || areComplete(traces);
  };
  const limits = { withinMs: 5_000, everyMs: 250 };
  await until("the traces are there", areThere, limits).catch(() => {});
  return traces;
}

/** Why a trace is not one tree; undefined if it is. */
export function brokenTree(spans: Span[]): string | undefined {
  const ids = new Set(spans.map(({ id }) => id));
  const roots = spans.filter(({ parentId }) => !parentId);
  if (roots.length !== 1) return `It has ${roots.length} roots.`;
  const orphan = spans.find(({ parentId }) => parentId && !ids.has(parentId));
  return orphan && `The parent of ${describe(orphan)} is missing.`;
}

/** From the root to a span, as "book-api: post /books". */
export function pathTo(span: Span, spans: Span[]): string[] {
  const parent = spans.find(({ id }) => id === span.parentId);
  return [...(parent ? pathTo(parent, spans) : []), describe(span)];
}

/** The longest span without children. */
export function slowestLeaf(spans: Span[]): Span | undefined {
  const parents = new Set(spans.map(({ parentId }) => parentId));
  return spans
    .filter(({ id }) => !parents.has(id))
    .toSorted((a, b) => (b.duration ?? 0) - (a.duration ?? 0))[0];
}

/** The server's span of the instance in which a leaf span was recorded. */
export function servedBy(span: Span, spans: Span[]): Span {
  const parent = spans.find(({ id }) => id === span.parentId);
  return span.kind === "SERVER" || !parent ? span : servedBy(parent, spans);
}

function describe({ localEndpoint, name }: Span): string {
  return `${localEndpoint?.serviceName}: ${name}`;
}
