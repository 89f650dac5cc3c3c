import { httpStatusOf, methodOf, pathOf } from "../src/http-facts.ts";
import { type Span, serviceOf, startOf } from "../src/span.ts";
import { joinSpans } from "../src/trace-tree.ts";

export type TraceSummary = {
  traceId: string;
  service: string;
  name: string;
  /** Of the first span, if it is an HTTP request. */
  method?: string | undefined;
  path?: string | undefined;
  status?: string | undefined;
  /** From the start of the first span to the end of the last: microseconds. */
  start: number;
  duration: number;
  spanCount: number;
  errorCount: number;
  /** The services of the trace, the busiest first. */
  services: { name: string; count: number }[];
};

/** A trace in one line. */
export function summaryOf(spans: Span[]): TraceSummary {
  const first = joinSpans(spans)[0]?.span as Span;
  const { start, end } = rangeOf(spans);
  return {
    traceId: longestId(spans),
    service: serviceOf(first) ?? "unknown",
    name: first.name ?? "unknown",
    method: methodOf(first),
    path: pathOf(first),
    status: httpStatusOf(first),
    start,
    duration: end - start,
    spanCount: spans.length,
    errorCount: spans.filter(isError).length,
    services: countServices(spans),
  };
}

/** From the first beginning to the last end, in microseconds. */
export function rangeOf(spans: Span[]) {
  const timed = spans.filter(({ timestamp }) => timestamp);
  const start = timed.reduce((a, b) => Math.min(a, startOf(b)), Infinity);
  const end = timed.reduce((a, b) => Math.max(a, endOf(b)), 0);
  return timed.length > 0 ? { start, end } : { start: 0, end: 0 };
}

export const endOf = (span: Span) => startOf(span) + (span.duration ?? 0);

export const isError = ({ tags }: Span) => tags?.error !== undefined;

function longestId(spans: Span[]): string {
  const ids = spans.map(({ traceId }) => traceId);
  return ids.reduce((a, b) => (b.length > a.length ? b : a), "");
}

function countServices(spans: Span[]) {
  const counts = new Map<string, number>();
  for (const span of spans) {
    const name = serviceOf(span);
    if (name) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name));
}
