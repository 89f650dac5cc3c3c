// @long

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { courseDirectory } from "../course.ts";

describe("dead code", () => {
  it("is neither in the stages nor in the scripts, says knip", () => {
    const knip = join(courseDirectory, "node_modules/knip/bin/knip.js");
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [knip, "--no-progress", "--no-config-hints"],
      { cwd: courseDirectory, encoding: "utf8" },
    );

    expect(status, stdout + stderr).to.equal(0);
  });
});
