import { type Fields, Malformed, object } from "./sent-values.ts";

/** The annotations at which a side of a call begins or ends. */
const moments = new Map<unknown, [kind: string, "start" | "end"]>([
  ["cs", ["CLIENT", "start"]],
  ["cr", ["CLIENT", "end"]],
  ["sr", ["SERVER", "start"]],
  ["ss", ["SERVER", "end"]],
  ["ms", ["PRODUCER", "start"]],
  ["mr", ["CONSUMER", "start"]],
]);

/** The binary annotations that name the other side of a call. */
const addresses = new Map<unknown, string[]>([
  ["sa", ["CLIENT"]],
  ["ca", ["SERVER"]],
  ["ma", ["PRODUCER", "CONSUMER"]],
]);

/** A span of version 1 has two sides, and notes of few other services. */
const maxSides = 10;

type Side = Fields & { annotations: Fields[]; tags: Fields };

/**
 * The spans of version 2 that a span of version 1 consists of, one for each
 * side of a call, not yet checked. Throws Malformed.
 * https://zipkin.io/zipkin-api/zipkin-api.yaml
 */
export function fromVersion1(input: unknown): Fields[] {
  const sent = object(input, "");
  const annotations = list(sent, "annotations");
  const sides: Side[] = [];
  for (const moment of moments.keys()) {
    const its = annotations.filter(({ value }) => value === moment);
    for (const it of its) addMoment(sides, it);
  }
  for (const it of annotations.filter((it) => !moments.has(it.value))) {
    const { timestamp, value } = it;
    sideOf(sides, it).annotations.push({ timestamp, value });
  }
  for (const it of list(sent, "binaryAnnotations")) addBinary(sides, it);
  if (sides.length === 0) add(sides, {});
  return sides.map((side, i) => complete(side, sent, i === 0));
}

function list(sent: Fields, field: string): Fields[] {
  const items = sent[field] ?? [];
  if (!Array.isArray(items)) throw new Malformed(field, "is no list");
  return items.map((it, i) => object(it, `${field}.${i}`));
}

function addMoment(sides: Side[], { value, timestamp, endpoint }: Fields) {
  const [kind, moment] = moments.get(value) ?? [];
  const side =
    sides.find((it) => it.kind === kind) ?? add(sides, { endpoint }, kind);
  side[moment as string] = timestamp;
}

/** A tag, or the address of the other side. */
function addBinary(sides: Side[], it: Fields) {
  const kinds = it.value === true ? addresses.get(it.key) : undefined;
  if (!kinds) {
    const side = sideOf(sides, it);
    side.tags = { ...side.tags, [`${it.key}`]: it.value };
    return;
  }
  const side = sides.find(({ kind }) => kinds.includes(`${kind}`));
  (side ?? add(sides, {}, kinds[0])).remoteEndpoint = it.endpoint;
}

function add(sides: Side[], { endpoint }: Fields, kind?: string): Side {
  if (sides.length === maxSides) {
    throw new Malformed("annotations", `name more than ${maxSides} endpoints`);
  }
  const side: Side = { localEndpoint: endpoint, annotations: [], tags: {} };
  if (kind) side.kind = kind;
  sides.push(side);
  return side;
}

/** The side of the same service; a note without a service is of the first. */
function sideOf(sides: Side[], { endpoint }: Fields): Side {
  const name = nameOf(endpoint);
  const same = sides.find((side) => nameOf(side.localEndpoint) === name);
  const first = name === undefined ? sides[0] : undefined;
  return same ?? first ?? add(sides, { endpoint });
}

const nameOf = (endpoint: unknown) => (endpoint as Fields | null)?.serviceName;

/** The times of a whole span are those of the side that began it. */
function complete(side: Side, sent: Fields, isFirst: boolean): Fields {
  const { start, end, ...span } = side;
  const { traceId, id, parentId, name, debug, timestamp, duration } = sent;
  const own = { timestamp: start, duration: elapsed(start, end) };
  const isOwner = isFirst && timestamp != null;
  // Without a timestamp, a server has continued the span of its client.
  const shared = span.kind === "SERVER" && !isOwner;
  const times = isOwner
    ? { timestamp, duration: duration ?? own.duration }
    : own;
  return { ...span, ...times, traceId, id, parentId, name, debug, shared };
}

function elapsed(start: unknown, end: unknown): number | undefined {
  return start && end ? Number(end) - Number(start) : undefined;
}
