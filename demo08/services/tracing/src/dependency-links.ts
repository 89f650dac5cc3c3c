import { remoteOf, type Span, serviceOf } from "./span.ts";
import { everyNode, joinSpans, type SpanNode } from "./trace-tree.ts";

type Call = { parent: string; child: string; isError: boolean };

/** How often one service has called another; `errorCount` of them failed. */
export type DependencyLink = {
  parent: string;
  child: string;
  callCount: number;
  errorCount?: number;
};

/**
 * The calls between services in traces. A call is counted once, though both of
 * its sides report it: where the server's side is known, that one counts.
 */
export function linkServices(traces: Iterable<Span[]>): DependencyLink[] {
  const links = new Map<string, DependencyLink>();
  for (const spans of traces) {
    for (const { parent, child, isError } of callsOf(spans)) {
      const key = JSON.stringify([parent, child]);
      const link = links.get(key) ?? { parent, child, callCount: 0 };
      link.callCount++;
      if (isError) link.errorCount = (link.errorCount ?? 0) + 1;
      links.set(key, link);
    }
  }
  return [...links.values()];
}

function callsOf(spans: Span[]): Call[] {
  return everyNode(joinSpans(spans)).flatMap((node) => {
    const { span, children } = node;
    if (span.kind === "CLIENT" && children.length > 0) return [];
    switch (kindOf(span)) {
      case "CLIENT":
        return callsOfClient(node);
      case "SERVER":
        return callsOfServer(node);
      case "PRODUCER":
        return call(serviceOf(span), remoteOf(span), span);
      case "CONSUMER":
        return call(remoteOf(span), serviceOf(span), span);
      default:
        return [];
    }
  });
}

/** A span with both endpoints is a client's, even without a kind. */
function kindOf(span: Span) {
  const knowsBoth = serviceOf(span) && remoteOf(span);
  return span.kind ?? (knowsBoth ? "CLIENT" : undefined);
}

function callsOfClient(node: SpanNode): Call[] {
  const { span } = node;
  const own = serviceOf(span);
  const above = remoteAncestorOf(node);
  const caller = above && serviceOf(above);
  // A client in another service than its parent: the call between them has
  // left no span of its own.
  const unseen = own !== caller ? call(caller, own) : [];
  return [...unseen, ...call(own ?? caller, remoteOf(span), span, above)];
}

function callsOfServer(node: SpanNode): Call[] {
  const { span } = node;
  const above = remoteAncestorOf(node);
  const caller = (above && serviceOf(above)) ?? remoteOf(span);
  return call(caller, serviceOf(span), span, above);
}

/** Local spans may be between a span and the other side. */
function remoteAncestorOf(node: SpanNode): Span | undefined {
  let ancestor = node.parent;
  while (ancestor && !ancestor.span.kind) ancestor = ancestor.parent;
  return ancestor?.span;
}

function call(
  parent: string | undefined,
  child: string | undefined,
  span?: Span,
  above?: Span,
): Call[] {
  if (!parent || !child) return [];
  const isCaller = above?.kind === "CLIENT" && span?.parentId === above.id;
  const isError = hasFailed(span) || (isCaller && hasFailed(above));
  return [{ parent, child, isError }];
}

const hasFailed = (span?: Span) => span?.tags?.error !== undefined;
