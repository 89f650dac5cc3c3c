import { expect } from "chai";
import { describe, it } from "mocha";
import * as z from "zod";
import { Invalid } from "#commons/errors.ts";
import { parse, quantity, text } from "#commons/validate.ts";

const order = z.strictObject({
  name: text(),
  lines: z.array(z.strictObject({ quantity })),
});

function errorsOf(input: unknown) {
  try {
    parse(order, input);
  } catch (error) {
    expect(error).to.be.instanceOf(Invalid);
    return (error as Invalid).members.errors as { field: string }[];
  }
  return [];
}

describe("parse", () => {
  it("returns what the schema describes", () => {
    const input = { name: "  Ann ", lines: [{ quantity: 2 }] };

    expect(parse(order, input)).to.deep.equal({ ...input, name: "Ann" });
  });

  it("names each bad field once, unknown ones included", () => {
    const input = { name: 7, lines: [{ quantity: 0, size: 1 }], vip: true };

    expect(errorsOf(input).map(({ field }) => field)).to.deep.equal([
      "name",
      "lines.0.quantity",
      "lines.0.size",
      "vip",
    ]);
  });

  it("tells the first problem of a field that has two", () => {
    const name = `\0${"x".repeat(300)}`;

    expect(errorsOf({ name, lines: [] })).to.deep.equal([
      {
        field: "name",
        message: "must have at most 200 characters",
      },
    ]);
  });

  it("tells how long a text may be", () => {
    const message = (name: string) => {
      const [error] = errorsOf({ name, lines: [] }) as { message?: string }[];
      return error?.message;
    };

    expect(message("  ")).to.equal("must not be empty");
    expect(message("x".repeat(201))).to.equal(
      "must have at most 200 characters",
    );
  });

  it("reports a missing body", () => {
    expect(errorsOf(undefined)).to.deep.equal([
      { field: "body", message: "is required" },
    ]);
  });

  it("refuses operators and inherited names", () => {
    const polluted = '{"name":"a","lines":[],"__proto__":{"a":1}}';

    expect(errorsOf({ name: { $gt: "" }, lines: [] })).to.have.length(1);
    expect(errorsOf(JSON.parse(polluted))).to.have.length(1);
  });

  it("refuses text that cannot be stored", () => {
    for (const name of ["a\0", "Caf\ud83d", "\udc70"]) {
      expect(errorsOf({ name, lines: [] }).map((it) => it.field)).to.deep.equal(
        ["name"],
      );
    }
    expect(errorsOf({ name: "👻", lines: [] })).to.deep.equal([]);
  });
});
