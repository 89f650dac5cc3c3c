import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { closeServers } from "#commons/test/test-servers.ts";
import { type Observation, observationsOf } from "../src/observation.ts";
import { createWatched } from "../src/watched.ts";
import { startScene, type TestScene } from "./start-scene.ts";

const registered = { service: "a", instanceId: "a:1", url: "http://a:1" };

describe("GET /observations", () => {
  let scene: TestScene;

  beforeEach(async () => {
    scene = await startScene();
  });

  afterEach(closeServers);

  async function observations(): Promise<Observation[]> {
    return (await scene.monitoring.get("/observations")).body.observations;
  }

  it("has the registry status and the health of each instance", async () => {
    const { one, two, monitoring } = scene;
    Object.assign(two, { status: "OUT_OF_SERVICE" });
    const checks = { database: { status: "DOWN", detail: "closed" } };
    two.counts.health = { status: "DOWN", checks };
    await monitoring.rounds(1);

    const [first, second] = await observations();

    expect(first).to.deep.include({
      service: "book-api",
      instanceId: "book-api:1",
      url: one.url,
      registryStatus: "UP",
      health: { status: "UP", checks: {} },
    });
    expect(first).to.not.have.property("error");
    expect(first?.timeMs).to.be.within(0, 3_000);
    expect(second).to.deep.include({
      registryStatus: "OUT_OF_SERVICE",
      health: { status: "DOWN", checks },
      error: "Reports DOWN, database: closed.",
    });
  });

  it("has the time of each probe", async () => {
    await scene.monitoring.rounds(1);
    const [before] = await observations();
    await scene.monitoring.rounds(1);
    const [after] = await observations();

    expect((after?.at ?? 0) - (before?.at ?? 0)).to.equal(1_000);
  });

  it("leaves out an instance that is not registered any more", async () => {
    await scene.monitoring.rounds(1);
    scene.deregister(scene.one);
    await scene.monitoring.rounds(1);

    expect(await observations()).to.have.length(1);
  });

  it("is refused before the registry has listed an instance", async () => {
    const { status, body } = await scene.monitoring.get("/observations");

    expect(status).to.equal(503);
    expect(body.detail).to.equal("The registry has not listed any instance.");
  });
});

describe("the observation of an instance whose first probe is under way", () => {
  it("has no time, and no error", () => {
    const status = "UP";
    const one = createWatched({ ...registered, status });

    expect(observationsOf([one])).to.deep.equal([
      { ...registered, registryStatus: status },
    ]);
  });
});

describe("the observation of an instance that is down", () => {
  const up = { at: 1, timeMs: 5, health: { status: "UP", checks: {} } };

  function observe(error?: string) {
    const one = createWatched({ ...registered, status: "UP" });
    Object.assign(one, { misses: 2, missedAt: 9, probe: { ...up, error } });
    return observationsOf([one])[0];
  }

  it("does not wait for the timeout of its probe", () => {
    expect(observe()).to.deep.include({
      at: 9,
      health: undefined,
      error: "Does not respond.",
    });
  });

  it("has the error of its probe, if there is one", () => {
    expect(observe("Connection refused.")?.error).to.equal(
      "Connection refused.",
    );
  });
});
