import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { findStageDirectory } from "../../course.ts";
import { runCommand } from "../../stage/test/fixture.ts";
import type { Costs } from "../load/costs.ts";
import { readCosts, writeCosts } from "../load/last-costs.ts";

const gateway = {
  ...{ name: "gateway", instances: 1, browseMs: 60, buyMs: 40, calls: 28 },
  ...{ restMs: 10, bytes: 1e8 },
};
const costs: Costs = {
  ...{ at: "2026-11-29T12:00:00.000Z", orders: 10, repeated: 0 },
  components: [gateway],
};

describe("npm run bench", () => {
  const stage = findStageDirectory("99");
  let folder: string | undefined;

  afterEach(async () => {
    delete process.env.BUILD_FOLDER;
    if (folder) await rm(folder, { recursive: true });
    folder = undefined;
  });

  async function bench(...args: string[]) {
    const { exited, output } = runCommand(["bench", ...args]);
    return { code: await exited, ...output };
  }

  it("ends with 2 for a wrong option, before it starts anything", async () => {
    const { code, stdout, stderr } = await bench("--services", "tag-ap");

    expect(code).to.equal(2);
    expect(stdout).to.equal("");
    expect(stderr).to.match(/^--services takes .*Did you mean tag-api\?$/m);
  });

  it("simulates with the costs of the last measurement", async () => {
    folder = await mkdtemp(join(tmpdir(), "bench-"));
    process.env.BUILD_FOLDER = relative(stage, folder);
    expect(await readCosts(stage)).to.equal(undefined);
    await writeCosts(stage, costs);

    const { code, stdout, stderr } = await bench("--simulate", "--cores", "1");

    expect(stderr).to.equal("");
    expect(code).to.equal(0);
    expect(stdout).to.match(/^ {2}1 cores, 100.0 ms an order/m);
    expect(stdout).to.include("1 cores are busy; grows at gateway (+");
  });
});
