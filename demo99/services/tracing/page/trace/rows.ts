import type { SpanNode } from "../../src/trace-tree.ts";

/** A line of the waterfall. */
export type Row = {
  node: SpanNode;
  depth: number;
  /** Its parent is not here, or not yet. */
  isOrphan: boolean;
};

/** The spans of a trace, every one right above what it has caused. */
export function rowsOf(roots: SpanNode[]): Row[] {
  const waiting = roots.map((node) => ({ node, depth: 0 })).reverse();
  const rows: Row[] = [];
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
