import type { SpanNode } from "../../src/trace-tree.ts";

/** A line of the waterfall. */
export type WaterfallRow = {
  node: SpanNode;
  depth: number;
  /** Its parent has not arrived. */
  isOrphan: boolean;
};

/** The spans of a trace, each one right above its children. */
export function waterfallRowsOf(roots: SpanNode[]): WaterfallRow[] {
  const waiting = roots.map((node) => ({ node, depth: 0 })).reverse();
  const rows: WaterfallRow[] = [];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, depth } = next;
    rows.push({ node, depth, isOrphan: isOrphan(node) });
    const below = node.children.map((child) => ({
      node: child,
      depth: depth + 1,
    }));
    waiting.push(...below.reverse());
  }
  return rows;
}

function isOrphan({ span, parent }: SpanNode): boolean {
  const { parentId } = span;
  if (!parentId) return false;
  const isChild = parent?.span.id === parentId || parent?.span.id === span.id;
  return !isChild;
}
