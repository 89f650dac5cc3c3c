import { expect } from "chai";
import { describe, it } from "mocha";
import type { Span } from "../src/span.ts";
import { everyNode, joinSpans, type SpanNode } from "../src/trace-tree.ts";
import { createDice, makeUpTraces } from "./made-up-traces.ts";

const aSpan = (
  id: string,
  parentId?: string,
  more: Partial<Span> = {},
): Span => {
  return { traceId: "1", id, ...(parentId && { parentId }), ...more };
};
const at = (serviceName: string) => ({ localEndpoint: { serviceName } });

/** "a(b, c)" */
function drawn(nodes: SpanNode[]): string {
  return nodes
    .map(({ span, children }) => {
      const name = `${span.id}${span.shared ? "'" : ""}`;
      return children.length > 0 ? `${name}(${drawn(children)})` : name;
    })
    .join(", ");
}

const tree = (...spans: Span[]) => drawn(joinSpans(spans));

describe("a trace's tree", () => {
  it("makes each span a child of its parent, in any order of arrival", () => {
    expect(
      tree(aSpan("c", "b"), aSpan("d", "a"), aSpan("a"), aSpan("b", "a")),
    ).to.equal("a(d, b(c))");
  });

  it("makes parallel spans siblings, in order of time", () => {
    expect(
      tree(
        aSpan("a", undefined, { timestamp: 1 }),
        aSpan("b", "a", { timestamp: 9 }),
        aSpan("c", "a", { timestamp: 5 }),
      ),
    ).to.equal("a(c, b)");
  });

  it("makes the server's side of a shared span a child of the client's", () => {
    const server = { kind: "SERVER", shared: true, ...at("book-api") } as const;

    expect(
      tree(
        aSpan("a"),
        aSpan("b", "a", server),
        aSpan("b", "a", { kind: "CLIENT" }),
      ),
    ).to.equal("a(b(b'))");
  });

  it("marks a span as shared although its server does not", () => {
    const client = aSpan("b", "a", { kind: "CLIENT", ...at("gateway") });
    const server = aSpan("b", undefined, { kind: "SERVER", ...at("book-api") });

    expect(tree(aSpan("a"), server, client)).to.equal("a(b(b'))");
  });

  it("makes the server's calls children of the server's side", () => {
    const client = aSpan("b", "a", { kind: "CLIENT", ...at("gateway") });
    const server = aSpan("b", "a", {
      kind: "SERVER",
      shared: true,
      ...at("book-api"),
    });
    const other = aSpan("b", "a", {
      kind: "SERVER",
      shared: true,
      ...at("cd-api"),
    });

    expect(
      tree(aSpan("a"), client, other, server, aSpan("c", "b", at("book-api"))),
    ).to.equal("a(b(b', b'(c)))");
  });

  it("joins the parts in which one side has sent its span", () => {
    const [begun, ended] = [
      aSpan("a", undefined, {
        timestamp: 5,
        tags: { begun: "yes" },
        ...at("gateway"),
      }),
      aSpan("a", undefined, {
        timestamp: 6,
        duration: 9,
        tags: { ended: "yes" },
      }),
    ];

    const [node, ...others] = joinSpans([ended, begun]);

    expect(others).to.deep.equal([]);
    expect(node?.span).to.deep.include({
      timestamp: 5,
      duration: 9,
      tags: { begun: "yes", ended: "yes" },
      ...at("gateway"),
    });
  });

  it("makes a span with a missing parent a child of the root", () => {
    expect(tree(aSpan("a"), aSpan("c", "lost"), aSpan("d", "c"))).to.equal(
      "a(c(d))",
    );
  });

  it("has several roots while the first span is missing", () => {
    expect(tree(aSpan("b", "a"), aSpan("c", "a"), aSpan("d", "c"))).to.equal(
      "b, c(d)",
    );
  });

  it("keeps spans that form a cycle", () => {
    expect(tree(aSpan("a", "b"), aSpan("b", "a"), aSpan("c", "b"))).to.equal(
      "a(b(c))",
    );
  });

  it("can be very deep", () => {
    const spans = Array.from({ length: 20_000 }, (_, i) =>
      aSpan(`${i + 1}`, i > 0 ? `${i}` : undefined),
    );

    expect(everyNode(joinSpans(spans))).to.have.length(20_000);
  });

  it("has every span of a real request below the gateway's, in any order", () => {
    const roll = createDice();
    for (const spans of makeUpTraces(50, Date.now())) {
      const shuffled = spans.toSorted(() => roll() - 0.5);

      const roots = joinSpans(shuffled);

      expect(roots).to.have.length(1);
      expect(everyNode(roots)).to.have.length(spans.length);
      for (const { span, parent } of everyNode(roots).slice(1)) {
        expect(parent?.span.id).to.equal(span.shared ? span.id : span.parentId);
      }
    }
  });
});
