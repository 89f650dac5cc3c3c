import { randomBytes } from "node:crypto";
import type { Span } from "../../lessons/traces.ts";
import { until } from "../../testing/until.ts";

export const newTraceId = () => randomBytes(16).toString("hex");

/** The headers of a call that belongs to this trace. */
export function headersOf(traceId: string): Record<string, string> {
  return { "x-b3-traceid": traceId, "x-b3-spanid": traceId.slice(16) };
}

/** The spans of a trace; none if it is not known. */
export async function readTrace(traceId: string): Promise<Span[]> {
  const url = `http://localhost:9411/api/v2/trace/${traceId}`;
  const response = await fetch(url);
  return response.ok ? ((await response.json()) as Span[]) : [];
}

/** The spans of a trace, as soon as they are all there. */
export function traceWith(
  traceId: string,
  areAllThere: (spans: Span[]) => boolean,
): Promise<Span[]> {
  return until(
    `all of the trace ${traceId}`,
    async () => {
      const spans = await readTrace(traceId);
      if (!areAllThere(spans)) throw new Error(JSON.stringify(spans, null, 1));
      return spans;
    },
    { withinMs: 10_000, everyMs: 100 },
  );
}

/** The span with which a service answers. */
export function servedBy(service: string, spans: Span[]): Span | undefined {
  return spans.find(
    ({ kind, localEndpoint }) =>
      kind === "SERVER" && localEndpoint?.serviceName === service,
  );
}

/** The calls that a service makes, in this trace, to this one. */
export function callsOf(service: string, to: string, spans: Span[]): Span[] {
  return spans.filter(
    ({ kind, localEndpoint, remoteEndpoint }) =>
      kind === "CLIENT" &&
      localEndpoint?.serviceName === service &&
      remoteEndpoint?.serviceName === to,
  );
}
