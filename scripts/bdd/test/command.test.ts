// @long

import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { isPortFree } from "../../stage/ports.ts";
import { type Fixture, runCommand } from "../../stage/test/fixture.ts";
import { createMadeUpFeatures } from "./made-up-features.ts";

describe("npm run bdd", () => {
  let fixture: Fixture;

  beforeEach(async () => {
    fixture = await createMadeUpFeatures();
  });

  afterEach(() => fixture.remove());

  async function bdd(...args: string[]) {
    const on = ["--on", fixture.directory];
    const { exited, output } = runCommand(["bdd", ...args, ...on]);
    return { code: await exited, ...output };
  }

  const isFree = () => isPortFree(fixture.portOf("oven-api"));

  it("starts the stage, runs the features, and stops it", async () => {
    const { code, stdout } = await bdd("good");

    expect(stdout).to.include("is ready").and.include("1 scenario (1 passed)");
    expect(code).to.equal(0);
    expect(await isFree()).to.equal(true);
  });

  it("ends with 1 if a scenario fails, and stops the stage", async () => {
    const { code, stdout } = await bdd();

    expect(stdout)
      .to.include("The oven is cold.")
      .and.match(/5 scenarios \(1 failed, .*2 passed\)/);
    expect(code).to.equal(1);
    expect(await isFree()).to.equal(true);
  });

  it("uses a stage that runs, which continues", async () => {
    const stage = runCommand(["start", fixture.directory]);
    try {
      await stage.shows("is ready after");

      const { code, stdout } = await bdd("good");

      expect(stdout).to.include("runs already").and.not.include("Starting");
      expect(code).to.equal(0);
      expect(await isFree()).to.equal(false);
    } finally {
      await stage.end();
    }
  });

  it("starts nothing for a feature or a title that does not exist", async () => {
    for (const [words, sentence] of [
      [["goood"], "the features are bad, good. Did you mean good?"],
      [["good", "--title", "cake"], 'No scenario has "cake" in its title'],
      [["--titel", "cake"], "Did you mean --title?"],
    ] as const) {
      const { code, stdout, stderr } = await bdd(...words);

      expect(stderr).to.include(sentence);
      expect(code).to.equal(2);
      expect(stdout).to.equal("");
    }
  });

  it("stops the stage when it is interrupted", async function () {
    if (process.platform === "win32") return this.skip();
    const on = ["--on", fixture.directory];
    const { exited, shows, signal } = runCommand(["bdd", ...on]);
    // Right after an installation, a busy machine loads Cucumber for this long.
    await shows("Starting", 30_000);

    signal("SIGINT");

    expect(await exited).to.equal(1);
    expect(await isFree()).to.equal(true);
  });
});
