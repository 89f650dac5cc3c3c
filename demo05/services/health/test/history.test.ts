import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import { createHistory, type History } from "../src/history.ts";
import type { Observation } from "../src/observation.ts";
import { createClock, down, healthy } from "./made-up.ts";

describe("the history of an instance", () => {
  let clock: ReturnType<typeof createClock>;
  let history: History;

  beforeEach(() => {
    clock = createClock();
    history = createHistory(clock.now, { maxChanges: 5 });
  });

  function record(...observations: Observation[]) {
    const changes = history.record(observations);
    clock.passSeconds(1);
    return changes.map(({ became, instanceId, reason }) => {
      const port = instanceId.split(":").at(-1);
      return [became, port, reason].filter(Boolean).join(" ");
    });
  }

  const up = (port?: number) => healthy(clock.now(), port);
  const failing = (port?: number) => down(clock.now(), port);

  it("has each change once, with its reason", () => {
    expect(record(up())).to.deep.equal(["UP 1"]);
    expect(record(up())).to.deep.equal([]);
    expect(record(failing())).to.deep.equal(["DOWN 1 Connection refused."]);
    expect(record(failing())).to.deep.equal([]);
    expect(record(up())).to.deep.equal(["UP 1"]);
  });

  it("has the samples of 90 seconds", () => {
    for (let round = 0; round < 200; round++) record(up());

    expect(history.strips()[0]?.samples).to.have.length(90);
  });

  it("has one sample for an observation that is read twice", () => {
    const observation = up();
    record(observation);
    record(observation);

    expect(history.strips()[0]?.samples).to.have.length(1);
  });

  it("has the latest changes, the latest first", () => {
    for (let round = 0; round < 10; round++) {
      record(up());
      record(failing());
    }

    const changes = history.changes();
    expect(changes.map(({ became }) => became)).to.deep.equal([
      "DOWN",
      "UP",
      "DOWN",
      "UP",
      "DOWN",
    ]);
    expect(changes[0]?.at).to.equal(clock.now() - 1_000);
  });

  it("shows an instance that is gone until its samples have expired", () => {
    record(up(1), failing(2));
    expect(record(up(1))).to.deep.equal(["GONE 2"]);
    expect(record(up(1))).to.deep.equal([]);
    expect(history.strips().map(({ state }) => state)).to.deep.equal([
      "UP",
      "GONE",
    ]);

    for (let round = 0; round < 90; round++) record(up(1));

    expect(history.strips()).to.have.length(1);
  });

  it("continues when an instance comes back", () => {
    record(up());
    record();

    expect(record(failing())).to.deep.equal(["DOWN 1 Connection refused."]);
    expect(history.strips()).to.have.length(1);
  });

  it("has no change by an instance that is registered but unknown", () => {
    record(up(1));
    const { at: _, ...unknown } = up();

    expect(record(unknown, { ...unknown, instanceId: "new" })).to.deep.equal(
      [],
    );
    expect(history.strips()).to.have.length(1);
  });

  it("lists instances by service and number", () => {
    record(up(10), up(9), { ...up(3), service: "a-api" });

    expect(history.strips().map(({ url }) => url)).to.deep.equal([
      "http://localhost:3",
      "http://localhost:9",
      "http://localhost:10",
    ]);
  });
});
