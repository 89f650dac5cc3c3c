import * as z from "zod";
import { remoteOf, type Span, serviceOf, startOf } from "./span.ts";

const name = z
  .string()
  .transform((text) => text.toLowerCase() || undefined)
  .optional();
const count = z.coerce.number().int().min(1);
const dayMs = 24 * 60 * 60 * 1_000;

/** The period, in milliseconds. */
export const period = z.object({
  endTs: count,
  lookback: count.default(dayMs),
});

/** The traces to look for; durations in microseconds. */
export const traceQuery = period
  .extend({
    endTs: count.default(() => Date.now()),
    serviceName: name,
    remoteServiceName: name,
    spanName: name.transform((text) => (text === "all" ? undefined : text)),
    annotationQuery: z.string().default("").transform(parseAnnotations),
    minDuration: count.optional(),
    maxDuration: count.optional(),
    limit: count.default(10),
    /** Leaves out the traces of scripts, styles and images: not in Zipkin. */
    hideAssets: z.stringbool().default(false),
  })
  .refine(({ minDuration, maxDuration }) => !maxDuration || minDuration, {
    path: ["maxDuration"],
    message: "needs a minDuration",
  })
  .refine(
    ({ minDuration = 0, maxDuration = Infinity }) => minDuration <= maxDuration,
    { path: ["maxDuration"], message: "must not be less than minDuration" },
  );

export type Period = z.infer<typeof period>;
export type TraceQuery = z.infer<typeof traceQuery>;

/**
 * "error and http.path=/books": a key without value only has to exist. A
 * trailing "and" is ignored.
 */
function parseAnnotations(text: string): [key: string, value: string][] {
  return text
    .replace(/\sand\s*$/, "")
    .split(" and ")
    .map((term): [string, string] => {
      const [key = "", ...value] = term.split("=");
      return [key.trim(), value.join("=").trim()];
    })
    .filter(([key]) => key !== "");
}

/** The start of the root of a trace, or else of its first span. */
export function beginningOf(spans: Span[]): number {
  const root = spans.find((span) => !span.parentId && span.timestamp);
  if (root) return startOf(root);
  const starts = spans.map(startOf).filter((start) => start > 0);
  return starts.reduce((a, b) => Math.min(a, b), Infinity);
}

export function isWithin(spans: Span[], { endTs, lookback }: Period): boolean {
  const beginning = beginningOf(spans);
  return beginning >= (endTs - lookback) * 1_000 && beginning <= endTs * 1_000;
}

/**
 * Whether a trace matches all conditions of the query. With a service, spans of
 * that service have to match, but not all in the same span.
 */
export function hasAll(spans: Span[], query: TraceQuery): boolean {
  const { serviceName, remoteServiceName, spanName } = query;
  const own = spans.filter(
    (span) => !serviceName || serviceOf(span) === serviceName,
  );
  const some = (isIt: (span: Span) => boolean) => own.some(isIt);

  return (
    some((span) => !spanName || span.name === spanName) &&
    some(
      (span) => !remoteServiceName || remoteOf(span) === remoteServiceName,
    ) &&
    some((span) => lastsAsLong(span, query)) &&
    query.annotationQuery.every(([key, value]) =>
      some((span) => isAnnotated(span, key, value)),
    )
  );
}

function lastsAsLong({ duration = 0 }: Span, query: TraceQuery): boolean {
  const { minDuration = 0, maxDuration = Infinity } = query;
  return duration >= minDuration && duration <= maxDuration;
}

function isAnnotated(span: Span, key: string, value: string): boolean {
  const { tags = {} } = span;
  const tag = Object.hasOwn(tags, key) ? tags[key] : undefined;
  if (value !== "") return tag === value;
  return tag !== undefined || isEvent(span, key);
}

function isEvent({ annotations = [] }: Span, value: string): boolean {
  return annotations.some((annotation) => annotation.value === value);
}
