import { startOf } from "../../src/span.ts";
import type { SpanNode } from "../../src/trace-tree.ts";
import { endOf } from "../summary.ts";

/** A time (microseconds) that a whole trace spent on one span's own work. */
export type Segment = { node: SpanNode; from: number; to: number };

/**
 * The spans that determine the duration of a trace, from its end back to its
 * start: of spans that ran in parallel, the one that ended last.
 */
export function criticalPath(root: SpanNode): Segment[] {
  const segments: Segment[] = [];
  const waiting: Segment[] = [
    { node: root, from: startOf(root.span), to: endOf(root.span) },
  ];
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const { node, from } = part;
    let now = part.to;
    for (const child of partsOfChildren(part)) {
      // It ran in parallel to a span that is on the path already.
      if (child.to > now) continue;
      if (child.to < now) segments.push({ node, from: child.to, to: now });
      waiting.push(child);
      now = child.from;
    }
    if (from < now) segments.push({ node, from, to: now });
  }
  return segments;
}

function partsOfChildren({ node, from, to }: Segment): Segment[] {
  return node.children
    .map((child) => ({
      node: child,
      from: Math.max(startOf(child.span), from),
      to: Math.min(endOf(child.span), to),
    }))
    .filter((child) => child.from < child.to)
    .sort((a, b) => b.to - a.to);
}

/** How long the trace waited for each span's own work, the longest first. */
export function sharesOf(segments: Segment[]) {
  const times = new Map<SpanNode, number>();
  for (const { node, from, to } of segments) {
    times.set(node, (times.get(node) ?? 0) + to - from);
  }
  return [...times]
    .map(([node, time]) => ({ node, time }))
    .sort((a, b) => b.time - a.time);
}
