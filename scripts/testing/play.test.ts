import { setImmediate as nextTurn } from "node:timers/promises";
import { expect } from "chai";
import { describe, it } from "mocha";
import type { Step } from "./plan.ts";
import { play, summary } from "./play.ts";
import type { StepResult } from "./result.ts";

const none: StepResult = { passed: 0, failures: [], skipped: [] };

describe("steps that are played", () => {
  /** Steps that end one turn after they have begun, and what they said. */
  function steps(kinds: Record<string, boolean>) {
    const running = new Set<string>();
    const together: string[][] = [];
    const made = Object.entries(kinds).map(
      ([name, needsPorts]): Step => ({
        part: "unit",
        name,
        needsPorts,
        async run() {
          running.add(name);
          together.push([...running]);
          await nextTurn();
          running.delete(name);
          return { ...none, passed: 1 };
        },
      }),
    );
    return { made, together };
  }

  it("are all played", async () => {
    const { made } = steps({ a: true, b: false, c: true, d: true });

    const played = await play(made, () => {});

    const names = played.map(({ name }) => name);
    expect(names).to.have.members(["a", "b", "c", "d"]);
  });

  it("need no ports one after the other, beside those that do", async () => {
    const { made, together } = steps({ a: true, b: false, c: false });

    await play(made, () => {});

    expect(together).to.deep.include(["a", "b"]);
    expect(together.flat()).to.include("c");
    for (const running of together) {
      expect(running).not.to.include.members(["b", "c"]);
    }
  });

  it("are said to begin, then what they said and came to", async () => {
    const said: string[] = [];
    const run = async () => ({ ...none, passed: 3, output: "    baked\n" });
    const step: Step = { part: "unit", name: "a", needsPorts: false, run };

    await play([step], (text) => said.push(text));

    expect(said.slice(0, 2)).to.deep.equal(["▸ a", "    baked"]);
    expect(said[2]).to.match(/^ {2}a: 3 passed, 0 failed \(0\.\d s\)$/);
  });

  it("have failed when they throw", async () => {
    const run = () => Promise.reject(new Error("no flour"));
    const step: Step = { part: "unit", name: "a", needsPorts: false, run };

    const [played] = await play([step], () => {});

    expect(played?.result.failures).to.deep.equal([
      { title: "crash", message: "no flour" },
    ]);
  });
});

describe("the summary", () => {
  it("says what was not run, and does not count it", () => {
    const result = { ...none, passed: 2, notRun: ["3 of 4 files"] };

    expect(summary([{ name: "unit tests", result }])).to.equal(
      `
Not run, and not counted:
  - unit tests: 3 of 4 files

2 passed, 0 failed`,
    );
  });
});
