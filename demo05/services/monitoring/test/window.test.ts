import { expect } from "chai";
import { describe, it } from "mocha";
import type { Reading } from "../src/reading.ts";
import { noTraffic } from "../src/traffic.ts";
import { createWindow } from "../src/window.ts";

function reading(at: number, lagMs = 0): Reading {
  return {
    at,
    startedAt: 0,
    served: noTraffic(),
    called: new Map(),
    cpuSeconds: 0,
    memoryBytes: 1,
    lagMs,
  };
}

describe("the window of an instance", () => {
  it("has the chart points of five minutes", () => {
    const window = createWindow();
    for (let second = 0; second < 320; second++) {
      window.add(reading(second * 1_000));
    }

    const points = window.points();
    expect(points).to.have.length(301);
    expect(points.at(0)?.at).to.equal(19_000);
    expect(points.at(-1)?.at).to.equal(319_000);
  });

  it("has figures of ten seconds", () => {
    const window = createWindow();
    window.add(reading(0, 900));
    window.add(reading(1_000, 900));
    for (let second = 2; second < 13; second++) {
      window.add(reading(second * 1_000));
    }

    expect(window.figures()?.lagMs).to.equal(0);
  });

  it("has no figures across a restart", () => {
    const window = createWindow();
    window.add(reading(0));
    window.add({ ...reading(1_000), startedAt: 500 });

    expect(window.figures()).to.equal(undefined);
  });

  it("has no figures before the second scrape", () => {
    const window = createWindow();
    window.add(reading(0));

    expect(window.figures()).to.equal(undefined);
    expect(window.points()).to.deep.equal([]);
  });
});
