import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { courseDirectory } from "../../course.ts";

function run(...args: string[]) {
  const script = join(courseDirectory, "scripts", "run.mjs");
  return spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });
}

describe("npm run diff and npm run carry", () => {
  for (const command of ["diff", "carry"]) {
    it(`explain themselves: ${command}`, () => {
      const { status, stdout } = run(command, "--help");

      expect(status).to.equal(0);
      expect(stdout).to.match(new RegExp(`^npm run ${command} `));
    });

    it(`know no demo04, and no demo77: ${command}`, () => {
      for (const [stage, sentence] of [
        ["04", "There is no demo04: the numbering follows the talk"],
        ["77", "There is no stage 77: the stages are demo01"],
      ] as const) {
        const { status, stdout, stderr } = run(command, stage);

        expect(status).to.equal(2);
        expect(stderr).to.include(sentence);
        expect(stdout).to.equal("");
      }
    });
  }
});
