import type { Span } from "../src/span.ts";

/** A span from one microsecond to another, counted from 1000. */
export function aSpan(
  id: string,
  parentId: string | undefined,
  from: number,
  to: number,
): Span {
  return {
    traceId: "1",
    id,
    ...(parentId && { parentId }),
    timestamp: 1_000 + from,
    duration: to - from,
  };
}
