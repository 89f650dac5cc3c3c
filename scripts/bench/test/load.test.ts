// @long

import { expect } from "chai";
import { describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import {
  type Call,
  figuresOf,
  joinSamples,
  load,
  loadDuring,
} from "../load.ts";

describe("a load", () => {
  /** A callee with one reply at a time. */
  function createCallee() {
    const waiting: ((isOk: boolean) => void)[] = [];
    const call: Call = () => new Promise((reply) => waiting.push(reply));
    return { call, waiting };
  }

  it("makes eight calls at a time, the next one after a reply", async () => {
    const { call, waiting } = createCallee();
    let isDone = () => {};
    const work = new Promise<void>((finish) => {
      isDone = finish;
    });

    const loaded = loadDuring(call, () => work);
    expect(waiting).to.have.length(8);
    waiting.shift()?.(true);
    await until("there is a ninth call", () => waiting.length === 8);
    isDone();
    await work;
    for (const reply of waiting) reply(true);

    expect((await loaded).ms).to.have.length(9);
  });

  it("ends after its time, and counts failed calls", async () => {
    let calls = 0;
    const call = async () => ++calls % 2 === 0;

    const { ms, failed, seconds } = await load(call, 0.05);

    expect(ms).to.have.length(calls);
    expect(failed).to.be.within(1, calls - 1);
    expect(seconds).to.be.at.least(0.05);
  });

  it("ends when its work fails", async () => {
    const fail = () => Promise.reject(new Error("No instance."));

    const error = await loadDuring(async () => true, fail).catch((it) => it);

    expect(error.message).to.equal("No instance.");
  });

  it("has figures of all its samples", () => {
    const one = { ms: [4, 1, 3], failed: 1, seconds: 1 };
    const other = { ms: [2], failed: 0, seconds: 1 };

    expect(figuresOf(joinSamples([one, other]))).to.deep.equal({
      calls: 4,
      failed: 1,
      perSecond: 2,
      p50: 2,
      p99: 4,
    });
  });
});
