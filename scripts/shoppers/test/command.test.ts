import { expect } from "chai";
import { describe, it } from "mocha";
import { runCommand } from "../../stage/test/fixture.ts";

describe("npm run shoppers", () => {
  async function shoppers(...args: string[]) {
    const { exited, output } = runCommand(["shoppers", ...args]);
    return { code: await exited, ...output };
  }

  it("ends with 2 for an unknown stage", async () => {
    const { code, stderr } = await shoppers("--on", "77");

    expect(stderr).to.match(/^There is no stage 77/);
    expect(code).to.equal(2);
  });

  it("shows its help", async () => {
    const { code, stdout } = await shoppers("--help");

    expect(stdout).to.match(/^npm run shoppers \[-- options\]/);
    expect(code).to.equal(0);
  });
});
