import { expect } from "chai";
import { describe, it } from "mocha";
import { parseExposition } from "../src/exposition.ts";

describe("the Prometheus text format", () => {
  it("has names, labels and values", () => {
    const text = [
      "# HELP calls Calls.",
      "# TYPE calls counter",
      'calls{route="/books/:number",status="200"} 3',
      "memory_bytes 1.5e+8",
      "",
    ].join("\n");

    expect(parseExposition(text)).to.deep.equal([
      {
        name: "calls",
        labels: { route: "/books/:number", status: "200" },
        value: 3,
      },
      { name: "memory_bytes", labels: {}, value: 150_000_000 },
    ]);
  });

  it("has escaped characters, braces and commas in label values", () => {
    const [sample] = parseExposition('a{b="say \\"}, {\\" \\\\ \\n",c=""} 1');

    expect(sample?.labels).to.deep.equal({ b: 'say "}, {" \\ \n', c: "" });
  });

  it("has infinity, NaN and values with a timestamp", () => {
    const values = parseExposition("a +Inf\nb -Inf\nc 7 1700000000000\nd NaN");

    expect(values.map(({ value }) => value)).to.deep.equal([
      Infinity,
      -Infinity,
      7,
      Number.NaN,
    ]);
  });

  it("is skipped where a line is not a sample", () => {
    expect(parseExposition("<html>\n{}\njust words here")).to.deep.equal([]);
  });
});
