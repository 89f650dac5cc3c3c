import { expect } from "chai";
import { describe, it } from "mocha";
import { mergeSpans } from "../src/merge-spans.ts";
import type { Span } from "../src/span.ts";

describe("the parts of a span", () => {
  it("are joined to one, with the longest duration", () => {
    const id = "a".repeat(16);
    const part: Span = { traceId: id, id, kind: "CLIENT" };

    const spans = mergeSpans([
      { ...part, duration: 5 },
      { ...part, duration: 9 },
    ]);

    expect(spans).to.have.length(1);
    expect(spans[0]?.duration).to.equal(9);
  });
});
