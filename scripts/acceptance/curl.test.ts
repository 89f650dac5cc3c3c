// @on-every

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { describe, it } from "mocha";
import { stageDirectory } from "./store.ts";

const missing = ["bash", "curl"].filter(
  (tool) => spawnSync(tool, ["--version"]).status !== 0,
);

describe("client/curl.sh", () => {
  if (missing.length > 0 || process.platform === "win32") {
    it(`makes its calls (only on Unix, with bash and curl)`);
    return;
  }

  it("makes its calls, and each has the answer it expects", async () => {
    const script = join(stageDirectory, "client", "curl.sh");
    const shell = spawn("bash", [script], {
      stdio: ["ignore", "pipe", "pipe"],
    });

    const closed = once(shell, "close");
    const said = await Promise.all([text(shell.stdout), text(shell.stderr)]);
    const [code] = await closed;

    expect(code, said.join("\n")).to.equal(0);
  });
});
