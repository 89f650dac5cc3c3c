import { readEndpoint } from "./sent-endpoint.ts";
import {
  type Fields,
  flag,
  Malformed,
  microseconds,
  object,
  optionalText,
  positive,
  text,
} from "./sent-values.ts";
import type { Annotation, Span } from "./span.ts";
import { spanSize } from "./span-size.ts";
import { readParentId, readSpanId, readTraceId } from "./trace-id.ts";

const kinds = ["CLIENT", "SERVER", "PRODUCER", "CONSUMER"];

/**
 * A span as Zipkin's clients send it, with nulls, capitals and unknown fields.
 * Throws Malformed. Written by hand: a schema library takes ten times as long.
 */
export function readSpan(input: unknown, maxBytes: number): Span {
  const sent = object(input, "");
  if (sent.binaryAnnotations !== undefined)
    throw ofVersion1("binaryAnnotations");
  const id = readSpanId(sent.id);
  const parentId = readParentId(sent.parentId);
  const span: Span = { traceId: readTraceId(sent.traceId), id };
  if (parentId && parentId !== id) span.parentId = parentId;
  addKind(span, sent);
  addTimes(span, sent);
  addEndpoints(span, sent);
  addAnnotations(span, sent.annotations);
  addTags(span, sent.tags);
  if (flag(sent.debug, "debug")) span.debug = true;
  if (flag(sent.shared, "shared") && span.kind !== "CLIENT") span.shared = true;
  const bytes = spanSize(span);
  if (bytes <= maxBytes) return span;
  throw new Malformed("", `has ${bytes} bytes, more than ${maxBytes}`);
}

const ofVersion1 = (field: string) =>
  new Malformed(field, "is of version 1: send it to /api/v1/spans");

function addKind(span: Span, { kind, name }: Fields) {
  if (kind != null) {
    if (!kinds.includes(kind as string)) {
      throw new Malformed("kind", `must be one of ${kinds.join(", ")}`);
    }
    span.kind = kind as NonNullable<Span["kind"]>;
  }
  const lower = optionalText(name, "name")?.toLowerCase();
  if (lower) span.name = lower;
}

function addTimes(span: Span, { timestamp, duration }: Fields) {
  const start = positive(timestamp, "timestamp");
  const length = positive(duration, "duration");
  if (start) span.timestamp = start;
  if (length) span.duration = length;
}

function addEndpoints(span: Span, sent: Fields) {
  const local = readEndpoint(sent.localEndpoint, "localEndpoint");
  const remote = readEndpoint(sent.remoteEndpoint, "remoteEndpoint");
  if (local) span.localEndpoint = local;
  if (remote) span.remoteEndpoint = remote;
}

function addAnnotations(span: Span, input: unknown) {
  if (input == null) return;
  if (!Array.isArray(input))
    throw new Malformed("annotations", "is not a list");
  if (input.length > 0) span.annotations = distinct(input.map(readAnnotation));
}

function readAnnotation(input: unknown, i: number): Annotation {
  const { timestamp, value, endpoint } = object(input, `annotations.${i}`);
  if (endpoint !== undefined) throw ofVersion1(`annotations.${i}.endpoint`);
  return {
    timestamp: microseconds(timestamp, `annotations.${i}.timestamp`),
    value: text(value, `annotations.${i}.value`),
  };
}

/** In order of time; clients that retry repeat annotations. */
function distinct(annotations: Annotation[]): Annotation[] {
  if (annotations.length === 1) return annotations;
  return annotations
    .sort((a, b) => a.timestamp - b.timestamp || order(a.value, b.value))
    .filter((it, i, all) => i === 0 || !isSame(it, all[i - 1]));
}

const order = (a: string, b: string) => (a < b ? -1 : Number(a > b));

const isSame = (a: Annotation, b?: Annotation) =>
  a.timestamp === b?.timestamp && a.value === b.value;

function addTags(span: Span, input: unknown) {
  if (input == null) return;
  const sent = object(input, "tags");
  const tags = Object.keys(sent).map(
    (key) => [key, text(sent[key], "tags", key)] as const,
  );
  // An assignment to the name __proto__ would add nothing.
  if (tags.length > 0) span.tags = Object.fromEntries(tags);
}
