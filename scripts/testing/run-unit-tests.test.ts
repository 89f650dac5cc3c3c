import { expect } from "chai";
import { describe, it } from "mocha";
import type { StepResult } from "./result.ts";
import type { MochaRun } from "./run-mocha.ts";
import { runUnitTests } from "./run-unit-tests.ts";

const passed: StepResult = { passed: 7, failures: [], skipped: [] };

describe("a run of unit tests", () => {
  async function runOf(files: string[], known: [string, string][]) {
    const runs: string[][] = [];
    const result = await runUnitTests(
      { files, timeoutMs: 1_000 },
      async () => new Map(known),
      async (run: MochaRun) => {
        runs.push(run.files);
        return passed;
      },
    );
    return { runs, result };
  }

  it("leaves out what an earlier stage has, and says so", async () => {
    const { runs, result } = await runOf(
      ["a", "b", "c", "d"],
      [
        ["a", "demo01"],
        ["c", "demo02"],
        ["d", "demo01"],
      ],
    );

    expect(runs).to.deep.equal([["b"]]);
    expect(result.passed).to.equal(7);
    expect(result.notRun).to.deep.equal([
      "2 of 4 files: demo01 has them, and all that they reach, as they are",
      "1 of 4 files: demo02 has them, and all that they reach, as they are",
    ]);
  });

  it("counts nothing that has not run", async () => {
    const { runs, result } = await runOf(["a"], [["a", "demo01"]]);

    expect(runs).to.deep.equal([]);
    expect(result).to.deep.include({ passed: 0, failures: [], skipped: [] });
  });

  it("has failed when there is no file at all", async () => {
    const result = await runUnitTests(
      { files: [], timeoutMs: 1_000 },
      async () => new Map(),
    );

    expect(result.failures).to.have.length(1);
  });
});
