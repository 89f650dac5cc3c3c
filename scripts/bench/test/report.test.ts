import { expect } from "chai";
import { describe, it } from "mocha";
import { type Report, renderReport } from "../report.ts";

const figures = {
  ...{ calls: 9, failed: 0, perSecond: 612.4, p50: 8.123, p99: 40, cpuMs: 1.5 },
};
const slow = { ...figures, perSecond: 306.2, cpuMs: undefined };

const report: Report = {
  seconds: 3,
  operations: [{ name: "search", measured: [figures, slow] }],
  processes: [5, 1],
  atRest: [30, 10],
  memory: [400e6, 100e6],
  scaled: "search",
  scaling: {
    ...{ instances: 3, before: [figures, slow], after: [slow, slow] },
    ...{ failed: [0, 2], memory: [50e6, 100e6] },
  },
  outages: [
    { killed: "search-api", works: ["recommend", "tag"], fails: ["search"] },
    { killed: "monolith", works: [], fails: ["search", "recommend", "tag"] },
  ],
};

describe("the report of npm run bench", () => {
  const lines = renderReport(report).split("\n");
  const line = (begin: string) =>
    lines.find((line) => line.startsWith(begin))?.replace(/ {2,}/g, " | ");

  it("has the ratio of services to monolith in each line", () => {
    expect(line("search, calls")).to.equal(
      "search, calls a second | 612 | 306 | 2.00",
    );
    expect(line("memory")).to.equal("memory (PSS), MB | 400 | 100 | 4.00");
    expect(line("processes")).to.equal("processes | 5 | 1 | 5.00");
  });

  it("has a dash for what the system does not tell", () => {
    expect(line("  CPU")).to.equal(" | CPU a call, ms | 1.50 | – | –");
  });

  it("names failed calls, if there are any", () => {
    expect(line("  FAILED")).to.equal(undefined);
    const [operation] = report.operations;
    const failed = structuredClone(operation) as typeof operation & object;
    failed.measured[0].failed = 3;

    const text = renderReport({ ...report, operations: [failed] });

    expect(text).to.match(/^ {2}FAILED calls +3 +0/m);
  });

  it("has the figures before and after scaling", () => {
    expect(line("  calls a second, 1")).to.match(/612 \| 306 \| 2.00$/);
    expect(line("  calls a second, 3")).to.match(/306 \| 306 \| 1.00$/);
    expect(line("  failed calls")).to.match(/meanwhile \| 0 \| 2/);
    expect(line("  more memory")).to.match(/50 \| 100 \| 0.50$/);
  });

  it("tells what works after a kill", () => {
    expect(lines).to.include("  search-api      2 of 3: recommend, tag");
    expect(lines).to.include("  monolith        0 of 3: nothing");
  });

  it("has at most 80 columns", () => {
    for (const line of lines) expect(line.length).to.be.at.most(80);
  });
});
