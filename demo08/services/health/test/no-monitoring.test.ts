import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { closeServers } from "#commons/test/test-servers.ts";
import { healthy } from "./made-up.ts";
import { startHealth } from "./start-health.ts";

const failure = "http://monitoring does not answer.";

describe("the health service, if monitoring does not respond,", () => {
  let health: Awaited<ReturnType<typeof startHealth>>;

  beforeEach(async () => {
    health = await startHealth();
  });

  afterEach(closeServers);

  it("refuses its report, with the reason", async () => {
    await health.observe(healthy(1));
    await health.fail(failure);

    const { status, body } = await health.get("/instances");

    expect(status).to.equal(503);
    expect(body.detail).to.equal(
      `The state of the instances is unknown: ${failure}`,
    );
  });

  it("keeps the last strips without new samples, with the reason", async () => {
    await health.observe(healthy(1));
    for (let second = 0; second < 5; second++) await health.fail(failure);

    const { problem, strips } = (await health.get("/overview")).body;

    expect(problem).to.equal(failure);
    expect(strips[0].samples).to.have.length(1);
  });

  it("shows no strip that is older than the window", async () => {
    await health.observe(healthy(1));
    for (let second = 0; second < 90; second++) await health.fail(failure);

    expect((await health.get("/overview")).body.strips).to.deep.equal([]);
  });

  it("reports again as soon as monitoring responds", async () => {
    await health.fail(failure);
    await health.observe(healthy(1));

    expect((await health.get("/instances")).body.status).to.equal("UP");
    expect((await health.get("/overview")).body.problem).to.equal(undefined);
  });

  it("treats an invalid reply like none", async () => {
    const invalid = [
      null,
      {},
      { at: 1, observations: [{ ...healthy(1), url: "no URL" }] },
      { at: 1, observations: Array(1_001).fill(healthy(1)) },
    ];
    for (const body of invalid) {
      await health.observe(healthy(1));
      await health.reply(body);

      expect((await health.get("/instances")).status).to.equal(503);
    }
  });

  it("refuses its report before the first reply", async () => {
    expect((await health.get("/instances")).status).to.equal(503);
  });
});
