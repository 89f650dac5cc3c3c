import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { describe, it } from "mocha";
import { sampleByTraceId } from "#commons/sampler.ts";

const ids = Array.from({ length: 4_000 }, () =>
  randomBytes(16).toString("hex"),
);

const isSampled = (rate: number, traceId: string) =>
  sampleByTraceId(rate)({ traceId });
const share = (rate: number) =>
  ids.filter((id) => isSampled(rate, id)).length / ids.length;

describe("sampler", () => {
  it("samples everything or nothing", () => {
    expect([share(1), share(0)]).to.deep.equal([1, 0]);
  });

  it("samples a share", () => {
    expect(share(0.1)).to.be.closeTo(0.1, 0.03);
    expect(share(0.6)).to.be.closeTo(0.6, 0.05);
  });

  it("decides the same for ids of 64 and 128 bits", () => {
    for (const id of ids.slice(0, 100)) {
      expect(isSampled(0.5, id)).to.equal(isSampled(0.5, id.slice(16)));
    }
  });

  it("has a rate from 0 to 1", () => {
    expect(() => sampleByTraceId(1.1)).to.throw(
      "TRACE_SAMPLE_RATE must be 0 to 1, but is 1.1.",
    );
  });
});
