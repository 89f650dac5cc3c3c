import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { describe, it } from "mocha";
import { createSampler } from "#commons/tracing/sampler.ts";

const ids = Array.from({ length: 4_000 }, () =>
  randomBytes(16).toString("hex"),
);

const keeps = (rate: string, traceId: string) =>
  createSampler(rate)({ traceId });

const countKept = (rate: string) => ids.filter((id) => keeps(rate, id)).length;

describe("sampler", () => {
  it("keeps all or nothing, if told so", () => {
    expect(countKept("1")).to.equal(ids.length);
    expect(countKept("0")).to.equal(0);
  });

  it("keeps a share, 0.6 too", () => {
    expect(countKept("0.1") / ids.length).to.be.closeTo(0.1, 0.03);
    expect(countKept("0.6") / ids.length).to.be.closeTo(0.6, 0.05);
  });

  it("says the same of one trace everywhere", () => {
    for (const id of ids.slice(0, 100)) {
      expect(keeps("0.5", id)).to.equal(keeps("0.5", id.slice(16)));
    }
  });

  for (const rate of ["1.1", "-1", "half", "NaN"]) {
    it(`refuses a rate of ${rate}, in words`, () => {
      expect(() => createSampler(rate)).to.throw(
        `TRACE_SAMPLE_RATE has to be a number from 0 to 1, not "${rate}".`,
      );
    });
  }
});
