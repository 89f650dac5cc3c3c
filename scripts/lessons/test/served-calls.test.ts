import { expect } from "chai";
import { describe, it } from "mocha";
import { createLogBook } from "../log-book.ts";
import { busiest, describeShares, isFair } from "../served-calls.ts";

function roundOf(...calls: number[]) {
  const shares = calls.map((count, index) => ({
    id: `tiny-api/${index + 1}`,
    calls: count,
  }));
  return { shares, refusals: [] };
}

describe("a log book", () => {
  it("counts messages, instance by instance", () => {
    const log = createLogBook();
    const line = (msg: unknown) => JSON.stringify({ level: 30, msg });
    log.record("tiny-api/1", line("GET /numbers/book 200 3 ms"));
    log.record("tiny-api/1", line("GET /numbers/book 503 3 ms"));
    log.record("tiny-api/2", line("GET /numbers/book 200 9 ms"));
    log.record("tiny-api/1", line(undefined));
    log.record("tiny-api/1", "GET /numbers/book 200, said a crash {");
    log.record("tiny-api/1", "null");

    const pattern = /^GET \/numbers\/book 200\b/;
    expect(log.count("tiny-api/1", pattern)).to.equal(2);
    expect(log.count("tiny-api/2", pattern)).to.equal(1);
    expect(log.count("tiny-api/3", pattern)).to.equal(0);
  });
});

describe("the shares of a round", () => {
  it("are fair if they differ from the mean by one at most", () => {
    expect(isFair(roundOf(10, 10, 10))).to.equal(true);
    expect(isFair(roundOf(11, 9, 10))).to.equal(true);
    expect(isFair(roundOf(12, 9, 9))).to.equal(false);
    expect(isFair(roundOf(30, 0, 0))).to.equal(false);
    expect(isFair(roundOf(0, 0, 0))).to.equal(false);
  });

  it("show which instance served most", () => {
    expect(busiest(roundOf(9, 12, 9)).id).to.equal("tiny-api/2");
  });

  it("are printed in few words", () => {
    expect(describeShares(roundOf(30, 0, 0))).to.equal(
      "tiny-api/1 30, /2 0, /3 0",
    );
  });
});
