import { expect } from "chai";
import { describe, it } from "mocha";
import { conditions, figures, instance, rates, reasons } from "./made-up.ts";

describe("the symptoms of an instance", () => {
  it("are none for an instance that works", () => {
    expect(reasons(instance("a"), instance("b"))).to.deep.equal([]);
    expect(conditions(instance("a"))).to.deep.equal({ a: "healthy" });
  });

  it("are that it does not respond", () => {
    expect(reasons(instance("hangs", { state: "down" }))).to.deep.equal([
      "Does not respond.",
    ]);
  });

  it("are that it crashed, but not that it stopped in order", () => {
    const state = "gone";
    const stopped = instance("stopped", { state, hasDeregistered: true });

    expect(reasons(instance("crashed", { state }))).to.deep.equal([
      "Stopped responding; its registration has expired.",
    ]);
    expect(reasons(stopped)).to.deep.equal([]);
  });

  it("are what it reports at /health", () => {
    const healthError = "Reports DOWN, database: connection closed.";

    expect(reasons(instance("a", { healthError }))).to.deep.equal([
      healthError,
    ]);
  });

  it("are failed requests, slow requests and event loop lag", () => {
    const failing = instance("a", { figures: figures(rates(100, 12)) });
    const slow = instance("a", { figures: figures(rates(100, 0, 1_800)) });
    const lagging = instance("a", { figures: figures(rates(100), {}, 400) });

    expect(reasons(failing)).to.deep.equal(["12 % of 100 requests failed."]);
    expect(reasons(slow)).to.deep.equal(["Slow: p95 is 1800 ms."]);
    expect(reasons(lagging)).to.deep.equal(["Event loop lag is 400 ms."]);
  });

  it("are not what an instance that is down has counted", () => {
    const counted = figures(rates(100), { a: rates(20, 10) });
    const down = instance("caller", { state: "down", figures: counted });

    expect(reasons(instance("a"), down)).to.deep.equal([]);
  });

  it("are failed calls that only its callers count", () => {
    const calls = { silent: rates(20, 10) };
    const caller = instance("caller", { figures: figures(rates(100), calls) });

    expect(reasons(instance("silent"), caller)).to.deep.equal([
      "50 % of 20 calls to it failed.",
    ]);
  });

  const harmless = {
    "one or two failures": rates(2, 2),
    "few failures of many requests": rates(1_000, 30),
    "one slow request of a few": rates(19, 0, 1_800),
  };
  for (const [what, served] of Object.entries(harmless)) {
    it(`are not ${what}`, () => {
      expect(
        reasons(instance("a", { figures: figures(served) })),
      ).to.deep.equal([]);
    });
  }
});
