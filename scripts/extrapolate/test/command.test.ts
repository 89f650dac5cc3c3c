import { expect } from "chai";
import { describe, it } from "mocha";
import { runCommand } from "../../stage/test/fixture.ts";

describe("npm run extrapolate", () => {
  async function extrapolate(...args: string[]) {
    const { exited, output } = runCommand(["extrapolate", ...args]);
    return { code: await exited, ...output };
  }

  it("prints one JSON object a line", async () => {
    const { code, stdout } = await extrapolate("--items", "20", "--seed", "7");

    const lines = stdout.trimEnd().split("\n");
    const kinds = lines.map((line) => JSON.parse(line).kind);
    expect(kinds).to.have.length(22);
    expect(kinds.indexOf("post")).to.equal(20);
    expect(code).to.equal(0);
  });

  it("shows its help", async () => {
    const { code, stdout } = await extrapolate("--help");

    expect(stdout).to.match(/^npm run extrapolate \[-- options\]/);
    expect(code).to.equal(0);
  });

  it("ends with 2 for a wrong option", async () => {
    const { code, stderr } = await extrapolate("--items", "many");

    expect(stderr).to.match(/^--items takes a whole number from 1 to/);
    expect(code).to.equal(2);
  });

  it("ends with 1 if there is no store at the URL", async () => {
    const url = "http://127.0.0.1:1";

    const { code, stderr } = await extrapolate("--into", url);

    expect(stderr).to.match(/^No login at http:\/\/127\.0\.0\.1:1: POST/);
    expect(code).to.equal(1);
  });
});
