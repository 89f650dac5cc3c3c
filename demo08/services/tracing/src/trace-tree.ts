import { mergeSpans } from "./merge-spans.ts";
import { type Span, serviceOf, startOf } from "./span.ts";

/** A span and its children, in order of time. */
export type SpanNode = {
  span: Span;
  parent?: SpanNode;
  children: SpanNode[];
};

/**
 * Joins the spans of a trace into a tree: each span becomes a child of the span
 * that it names as its parent, whatever service reported them, in any order.
 * There are several roots while the first span is missing.
 */
export function joinSpans(spans: Span[]): SpanNode[] {
  const nodes = mergeSpans(spans)
    .toSorted((a, b) => startOf(a) - startOf(b))
    .map((span): SpanNode => ({ span, children: [] }));
  const root = nodes.find(({ span }) => !span.parentId && !span.shared);
  const findParent = parentFinder(nodes);

  for (const node of nodes) {
    // A span whose parent is missing still belongs to the trace.
    if (node !== root) hang(node, findParent(node.span) ?? root);
  }
  const roots = nodes.filter(({ parent }) => !parent);
  return [...roots, ...cutCycles(nodes, roots)];
}

/** The given nodes and all below, each one after its parent. */
export function everyNode(roots: SpanNode[]): SpanNode[] {
  const found = [...roots];
  for (const node of found) {
    for (const child of node.children) found.push(child);
  }
  return found;
}

function hang(node: SpanNode, parent: SpanNode | undefined) {
  node.parent = parent;
  parent?.children.push(node);
}

/**
 * Client and server may share an id. The server's side is a child of the
 * client's, and the server's own calls are children of the server's side.
 */
function parentFinder(nodes: SpanNode[]) {
  const unshared = new Map<string, SpanNode>();
  const servers = new Map<string, SpanNode[]>();
  for (const node of nodes) {
    const { id, shared } = node.span;
    if (shared) servers.set(id, [...(servers.get(id) ?? []), node]);
    else unshared.set(id, node);
  }

  return function findParent(span: Span): SpanNode | undefined {
    if (span.shared && unshared.has(span.id)) return unshared.get(span.id);
    const id = span.parentId ?? "";
    const ofParent = servers.get(id) ?? [];
    const isHere = (node: SpanNode) => serviceOf(node.span) === serviceOf(span);
    return ofParent.find(isHere) ?? unshared.get(id) ?? ofParent[0];
  };
}

/** A node that no root reaches is part of a cycle; it becomes a root. */
function cutCycles(nodes: SpanNode[], roots: SpanNode[]): SpanNode[] {
  const reached = new Set(everyNode(roots));
  const cut: SpanNode[] = [];
  for (const node of nodes) {
    if (reached.has(node)) continue;
    const { parent } = node;
    if (parent) parent.children = parent.children.filter((it) => it !== node);
    hang(node, undefined);
    cut.push(node);
    for (const below of everyNode([node])) reached.add(below);
  }
  return cut;
}
