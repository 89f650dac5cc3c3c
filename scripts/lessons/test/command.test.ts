import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { type Fixture, runCommand } from "../../stage/test/fixture.ts";
import { createTinyStore } from "./tiny-store.ts";

describe("npm run lesson", () => {
  let tiny: Fixture;
  beforeEach(async () => {
    tiny = await createTinyStore();
  });
  afterEach(() => tiny.remove());

  async function lesson(args: string[], env: Record<string, string> = {}) {
    const { exited, output } = runCommand(["lesson", ...args], env);
    return { code: await exited, ...output };
  }

  it("ends with 0 when the lesson holds", async () => {
    const { code, stdout } = await lesson(["02", "--on", tiny.directory]);

    expect(stdout).to.match(/✔ The cure of lesson 02 holds on stage-\w+\.\n/);
    expect(code).to.equal(0);
  });

  it("ends with 1 when it does not", async () => {
    const args = ["02", "--on", tiny.directory];

    const { code, stdout } = await lesson(args, { FLAKY: "yes" });

    expect(stdout).to.include('5 × 503 "Not in the mood."');
    expect(stdout).to.match(/✘ The cure of lesson 02 does not hold on stage/);
    expect(code).to.equal(1);
  });

  it("ends with 2 for an unknown stage", async () => {
    const { code, stderr } = await lesson(["77"]);

    expect(stderr).to.match(/^There is no stage 77/);
    expect(code).to.equal(2);
  });

  it("ends with 3 for a harness error", async () => {
    await rm(join(tiny.directory, "client"), { recursive: true });

    const { code, stdout } = await lesson(["02", "--on", tiny.directory]);

    expect(stdout).to.include("! Harness error: this says nothing about");
    expect(code).to.equal(3);
  });
});
