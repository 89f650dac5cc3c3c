import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import { isWell, renderProgress, renderVerdict } from "../report.ts";
import { createTally, percentile, type Tally } from "../tally.ts";

const plain = (_: unknown, text: string) => text;
const fine = { kind: "browse" as const, status: 0, isDue: true, detail: "" };
const due = { ...fine, kind: "wrong" as const, ms: 2, status: 400 };
const undue = {
  ...fine,
  kind: "checkout" as const,
  ms: 2_000,
  status: 503,
  isDue: false,
  detail: "http://inventory-api does not answer.",
};

describe("what the shoppers report", () => {
  let tally: Tally;

  beforeEach(() => {
    tally = createTally();
    for (let ms = 1; ms <= 100; ms++) tally.add({ ...fine, ms });
    tally.add(due);
  });

  const verdict = (notSent = 0) =>
    renderVerdict(tally, { seconds: 10, notSent }, plain);

  it("is each kind's requests and times", () => {
    expect(verdict()).to.match(/browse +100 +50 ms +95 ms +99 ms/);
    expect(verdict()).to.match(/wrong +1 +2\.0 ms/);
    expect(verdict()).to.match(/checkout +0 +0\.0 ms/);
    expect(verdict()).to.match(/all +101 /);
  });

  it("is a success when all errors were expected", () => {
    expect(isWell(tally, { seconds: 10, notSent: 0 })).to.equal(true);
    expect(verdict()).to.include(
      "✔ 101 requests in 10 s (10.1/s); errors: 1 expected, 0 unexpected.",
    );
  });

  it("is a failure when one was not, with its reason", () => {
    tally.add(undue);
    tally.add(undue);

    expect(isWell(tally, { seconds: 10, notSent: 0 })).to.equal(false);
    expect(verdict()).to.include("✘ 103 requests");
    expect(verdict()).to.include(
      '  2 × checkout: 503 "http://inventory-api does not answer."',
    );
  });

  it("counts as one what differs in a cart or an item only", () => {
    tally.add({ ...undue, detail: "No 9798000000014 in shopper-a1-b2." });
    tally.add({ ...undue, detail: "No 9798000000021 in shopper-c3-d4." });

    expect(tally.reasons()).to.deep.equal([['checkout: 503 "No … in …."', 2]]);
  });

  it("is a failure when a wrong request is accepted", () => {
    tally.add({ ...due, status: 0, isDue: false, detail: "accepted" });

    expect(isWell(tally, { seconds: 10, notSent: 0 })).to.equal(false);
  });

  it("is a failure when requests could not be sent, or none was", () => {
    const nothing = { seconds: 0, notSent: 0 };

    expect(isWell(tally, { seconds: 10, notSent: 3 })).to.equal(false);
    expect(verdict(3)).to.include("3 not sent: too many open requests.");
    expect(isWell(createTally(), nothing)).to.equal(false);
  });

  it("fits a terminal of 80 columns", () => {
    tally.add({ ...undue, detail: "Long. ".repeat(20) });
    const progress = renderProgress(tally, 86_399, 86_400);

    for (const line of [...verdict().split("\n"), progress]) {
      expect(line.length, line).to.be.at.most(80);
    }
  });
});

describe("a percentile", () => {
  it("is one of the values, by the nearest rank", () => {
    const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

    expect(percentile(ten, 50)).to.equal(5);
    expect(percentile(ten, 95)).to.equal(10);
    expect(percentile([7], 1)).to.equal(7);
    expect(percentile([], 99)).to.equal(0);
  });
});
