import { expect } from "chai";
import { describe, it } from "mocha";
import { limitsOf, schemaText } from "../page/schema-text.ts";

describe("a schema as text", () => {
  it("looks like a type, with its limits beside", () => {
    const text = schemaText({
      type: "object",
      properties: {
        kind: { enum: ["book", "cd"] },
        lines: { type: "array", items: { $ref: "#/components/schemas/Line" } },
        year: { type: "integer", minimum: 1, maximum: 2100 },
        next: { type: ["string", "null"] },
      },
      required: ["kind", "lines", "next"],
    });

    expect(text.split("\n")).to.deep.equal([
      "{",
      '  kind: "book" | "cd"',
      "  lines: Line[]",
      "  year?: integer  // 1 to 2100",
      "  next: string | null",
      "}",
    ]);
  });

  it("tells no limit where any integer will do", () => {
    const { MIN_SAFE_INTEGER: minimum, MAX_SAFE_INTEGER: maximum } = Number;

    expect(limitsOf({ type: "integer", minimum, maximum })).to.equal("");
    expect(limitsOf({ type: "integer", minimum: 0, maximum })).to.equal(
      "at least 0",
    );
    expect(limitsOf({ maximum: 5, default: 2 })).to.equal(
      "at most 5, 2 if not given",
    );
  });
});
