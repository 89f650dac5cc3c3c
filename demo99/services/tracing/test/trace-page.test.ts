import { expect } from "chai";
import { describe, it } from "mocha";
import { criticalPath, sharesOf } from "../page/trace/critical-path.ts";
import { waterfallRowsOf } from "../page/trace/rows.ts";
import type { Span } from "../src/span.ts";
import { joinSpans, type SpanNode } from "../src/trace-tree.ts";
import { aSpan } from "./a-span.ts";
import { makeUpTraces } from "./made-up-traces.ts";

describe("the waterfall", () => {
  it("shows every span right above what it has caused", () => {
    const rows = waterfallRowsOf(
      joinSpans([
        aSpan("1", undefined, 0, 9),
        aSpan("3", "1", 5, 6),
        aSpan("2", "1", 1, 4),
        aSpan("4", "2", 2, 3),
      ]),
    );

    expect(
      rows.map(({ node, depth }) => `${node.span.id} ${depth}`),
    ).to.deep.equal(["1 0", "2 1", "4 2", "3 1"]);
  });

  it("marks spans whose parent is missing", () => {
    const rows = waterfallRowsOf(
      joinSpans([aSpan("1", undefined, 0, 9), aSpan("2", "lost", 1, 4)]),
    );

    expect(rows.map(({ isOrphan }) => isOrphan)).to.deep.equal([false, true]);
  });
});

describe("the critical path", () => {
  function path(...spans: Span[]): string[] {
    const [root] = joinSpans(spans);
    return criticalPath(root as SpanNode)
      .sort((a, b) => a.from - b.from)
      .map(
        ({ node, from, to }) => `${node.span.id} ${from - 1_000}-${to - 1_000}`,
      );
  }

  it("goes through the child that ended last", () => {
    expect(
      path(
        aSpan("1", undefined, 0, 100),
        aSpan("2", "1", 10, 90),
        aSpan("3", "1", 10, 40),
        aSpan("4", "2", 20, 60),
      ),
    ).to.deep.equal(["1 0-10", "2 10-20", "4 20-60", "2 60-90", "1 90-100"]);
  });

  it("goes through sequential children one after the other", () => {
    expect(
      path(
        aSpan("1", undefined, 0, 50),
        aSpan("2", "1", 5, 20),
        aSpan("3", "1", 20, 45),
      ),
    ).to.deep.equal(["1 0-5", "2 5-20", "3 20-45", "1 45-50"]);
  });

  it("stays within the time of the caller, when clocks differ or it gave up", () => {
    expect(
      path(aSpan("1", undefined, 0, 50), aSpan("2", "1", 10, 400)),
    ).to.deep.equal(["1 0-10", "2 10-50"]);
    expect(
      path(aSpan("1", undefined, 0, 50), aSpan("2", "1", 60, 70)),
    ).to.deep.equal(["1 0-50"]);
  });

  it("takes no account of spans without times", () => {
    expect(
      path(aSpan("1", undefined, 0, 50), {
        traceId: "1",
        id: "2",
        parentId: "1",
      }),
    ).to.deep.equal(["1 0-50"]);
  });

  it("adds up to the whole time of every trace", () => {
    for (const spans of makeUpTraces(50, Date.now(), 4)) {
      const [root] = joinSpans(spans);

      const total = sharesOf(criticalPath(root as SpanNode)).reduce(
        (sum, { time }) => sum + time,
        0,
      );

      expect(total).to.equal(root?.span.duration);
    }
  });
});
