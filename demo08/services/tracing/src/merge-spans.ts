import type { Endpoint, Span } from "./span.ts";

/**
 * One span for each side of a call: parts that one side has reported are
 * joined, and of two sides with the same id, the server's is marked as shared.
 */
export function mergeSpans(spans: Span[]): Span[] {
  const sidesById = new Map<string, Span[]>();
  for (const span of spans.toSorted((a, b) => rank(a) - rank(b))) {
    const sides = sidesById.get(span.id) ?? [];
    sidesById.set(span.id, withPart(sides, span));
  }
  return [...sidesById.values()].flatMap(markShared);
}

/** The client's side first, the server's last. */
function rank({ kind, shared }: Span): number {
  if (shared) return 2;
  return kind === "CLIENT" ? 0 : 1;
}

function withPart(sides: Span[], part: Span): Span[] {
  const own = sides.find((side) => isSameSide(side, part));
  if (!own) return [...sides, part];
  return sides.map((side) => (side === own ? joined(own, part) : side));
}

function isSameSide(a: Span, b: Span): boolean {
  return (
    a.shared === b.shared &&
    areAlike(a.kind, b.kind) &&
    isSamePlace(a.localEndpoint, b.localEndpoint)
  );
}

function isSamePlace(a: Endpoint = {}, b: Endpoint = {}): boolean {
  return (
    areAlike(a.serviceName, b.serviceName) &&
    areAlike(a.ipv4, b.ipv4) &&
    areAlike(a.ipv6, b.ipv6) &&
    areAlike(a.port, b.port)
  );
}

/** A value that one part lacks is no contradiction. */
function areAlike(a: unknown, b: unknown): boolean {
  return a === undefined || b === undefined || a === b;
}

function joined(a: Span, b: Span): Span {
  const timestamps = [a, b].flatMap(({ timestamp }) => timestamp ?? []);
  const durations = [a, b].flatMap(({ duration }) => duration ?? []);
  const annotations = [a, b].flatMap((part) => part.annotations ?? []);
  return {
    ...b,
    ...a,
    ...(timestamps.length > 0 && { timestamp: Math.min(...timestamps) }),
    ...(durations.length > 0 && { duration: Math.max(...durations) }),
    ...(annotations.length > 0 && { annotations }),
    localEndpoint: { ...b.localEndpoint, ...a.localEndpoint },
    tags: { ...b.tags, ...a.tags },
  };
}

/** Some servers do not mark a span as shared with its client. */
function markShared([first, ...others]: Span[]): Span[] {
  if (!first) return [];
  const { kind, parentId } = first;
  return [
    first,
    ...others.map((span): Span => {
      const isServer = kind === "CLIENT" && span.kind === "SERVER";
      if (!span.shared && !isServer) return span;
      return { parentId, ...span, shared: true };
    }),
  ];
}
