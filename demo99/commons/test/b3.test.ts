import { expect } from "chai";
import { describe, it } from "mocha";
import { formatB3, parseB3 } from "#commons/broker/b3.ts";

const [traceId, spanId] = [
  "463ac35c9f6413ad48485a3953bb6124",
  "a2fb4a1d1a96d312",
];

describe("the header b3", () => {
  it("has the same ids and decision when it is read again", () => {
    for (const sampled of ["0", "1"]) {
      const text = `${traceId}-${spanId}-${sampled}`;
      const id = parseB3(text);

      expect(id).to.include({ traceId });
      expect(id && formatB3(id)).to.equal(text);
    }
  });

  it("is ignored if it is malformed", () => {
    for (const text of ["", "1", `${traceId}-1`, `${traceId}-${spanId}-x`]) {
      expect(parseB3(text)).to.equal(undefined);
    }
  });
});
