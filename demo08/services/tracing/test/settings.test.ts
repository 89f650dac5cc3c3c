import { expect } from "chai";
import { describe, it } from "mocha";
import { readSettings } from "../src/settings.ts";

const usual = {
  MEM_MAX_SPANS: "5000",
  MEM_MAX_BYTES: "6000",
  MEM_MAX_SPAN_BYTES: "700",
  STRICT_TRACE_ID: "false",
  AUTOCOMPLETE_KEYS: "error,http.path",
  ZIPKIN_QUERY_ALLOWED_ORIGINS: "http://a, http://b:1/",
};

describe("the settings of tracing", () => {
  it("are read from what the environment says", () => {
    expect(readSettings(usual)).to.deep.equal({
      maxSpans: 5_000,
      maxBytes: 6_000,
      maxSpanBytes: 700,
      strictTraceId: false,
      autocompleteKeys: ["error", "http.path"],
      allowedOrigins: ["http://a", "http://b:1"],
    });
  });

  it("may offer no tag at all", () => {
    const { autocompleteKeys } = readSettings({
      ...usual,
      AUTOCOMPLETE_KEYS: ",",
    });

    expect(autocompleteKeys).to.deep.equal([]);
  });

  for (const [name, given] of [
    ["MEM_MAX_SPANS", "abc"],
    ["MEM_MAX_SPANS", "0"],
    ["MEM_MAX_SPANS", "1.5"],
    ["MEM_MAX_BYTES", "lots"],
    ["MEM_MAX_SPAN_BYTES", "-1"],
    ["STRICT_TRACE_ID", "yes"],
  ] as const) {
    it(`cannot be ${name}=${given}; the error names them`, () => {
      expect(() => readSettings({ ...usual, [name]: given }))
        .to.throw(RangeError)
        .with.property("message")
        .that.matches(new RegExp(`^${name} has to be .*, not "${given}"\\.$`));
    });
  }
});
