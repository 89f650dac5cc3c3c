import { once } from "node:events";
import { createServer } from "node:net";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { stages } from "../../course.ts";
import { findBrowser } from "../browser.ts";
import { examineMemory } from "../machine.ts";
import { createFixture, type Fixture, runCommand } from "./fixture.ts";

describe("npm run doctor", () => {
  let fixture: Fixture;

  before(async () => {
    fixture = await createFixture({ "quick-api": "" });
  });

  after(() => fixture.remove());

  async function run(stage: string) {
    const { exited, output } = runCommand(["doctor", stage]);
    return { code: await exited, ...output };
  }

  it("finds nothing that keeps the course from running", async () => {
    const { code, stdout } = await run(fixture.directory);

    expect(stdout)
      .to.match(/ok +Node +v\d+/)
      .and.match(new RegExp(`ok +port ${fixture.portOf("quick-api")}`))
      .and.match(/The course can run here/);
    expect(code).to.equal(0);
  });

  it("finds the holder of a port", async () => {
    const server = createServer().listen(fixture.portOf("quick-api"));
    await once(server, "listening");

    const { code, stdout } = await run(fixture.directory);
    server.close();

    expect(stdout)
      .to.contain("PROBLEM")
      .and.match(new RegExp(`quick-api needs it, .*pid ${process.pid}`))
      .and.contain("1 problem keeps the course from running");
    expect(code).to.equal(1);
  });

  it("checks the broker's port for a stage with a broker", async () => {
    const withBroker = await createFixture({ "a-api": "" }, { broker: true });
    const server = createServer().listen(5672, "127.0.0.1");
    // Another broker may hold the port: the report is the same.
    await once(server, "listening").catch(() => {});

    const { code, stdout } = await run(withBroker.directory);
    const other = await run(fixture.directory);
    server.close();
    await withBroker.remove();

    expect(stdout).to.match(
      /ok +port 5672 +.+ holds it; rabbitmq uses another port/,
    );
    expect(code).to.equal(0);
    expect(other.stdout)
      .to.match(/port 27017/)
      .and.not.match(/port 5672/);
  });

  it("shows its help", async () => {
    const { code, stdout } = await run("--help");

    expect(stdout).to.match(/^npm run doctor \[stage\]/);
    expect(code).to.equal(0);
  });

  it("refuses a stage that does not exist", async () => {
    expect(await run("77")).to.include({
      code: 2,
      stderr: `There is no stage 77: the stages are ${stages.join(", ")}.\n`,
    });
  });
});

describe("a machine", () => {
  it("has memory enough from 2 GiB free", () => {
    const total = 8 * 2 ** 30;

    expect(examineMemory(2 * 2 ** 30, total)).to.include({
      result: "ok",
      text: "2.0 GiB free of 8.0 GiB",
    });
    expect(examineMemory(2 ** 30, total).result).to.equal("warning");
  });

  it("has the browser that CHROMIUM_PATH names, and no other", () => {
    const named = { ...process.env, CHROMIUM_PATH: process.execPath };
    const missing = { ...process.env, CHROMIUM_PATH: "/no/browser" };

    expect(findBrowser(named)).to.equal(process.execPath);
    expect(findBrowser(missing)).to.equal(undefined);
  });
});
