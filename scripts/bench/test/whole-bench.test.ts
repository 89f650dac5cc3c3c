// @large

import { expect } from "chai";
import { describe } from "mocha";
import { runProgram, runScript } from "../../stage/test/fixture.ts";
import { itWhere } from "../../testing/it-where.ts";
import { hasOwnNetworks, inOwnNetwork } from "../../testing/network.ts";
import type { Report } from "../report.ts";

// Other tests of tools run at the same time, and need ports, too.
const itApart = itWhere(hasOwnNetworks(), "needs a network of its own");

describe("npm run bench", () => {
  itApart("measures, scales and kills both systems", async function () {
    // Ten processes start, and three of them again and again.
    this.timeout(240_000);
    const [program = "", ...args] = inOwnNetwork([
      ...[process.execPath, runScript, "bench", "--json"],
      ...["--services", "tag-api", "--seconds", "0.1"],
    ]);
    const env = { MONGODB_URL: "", BUILD_FOLDER: ".build/test-bench" };

    const { exited, output } = runProgram(program, args, { env });

    expect(await exited, output.stderr).to.equal(0);
    const report: Report = JSON.parse(output.stdout);
    const { operations, processes, scaling, outages } = report;
    expect(operations.map(({ name }) => name)).to.deep.equal(["tag"]);
    for (const { calls, failed } of operations[0]?.measured ?? []) {
      expect(calls).to.be.above(0);
      expect(failed).to.equal(0);
    }
    expect(processes).to.deep.equal([1, 1]);
    expect(scaling).to.deep.include({ instances: 3, failed: [0, 0] });
    expect(outages).to.deep.equal([
      { killed: "tag-api", works: [], fails: ["tag"] },
      { killed: "monolith", works: [], fails: ["tag"] },
    ]);
  });
});
