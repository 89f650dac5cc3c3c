import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import { createClock } from "../../registry/test/start-registry.ts";
import type { Finding } from "../src/checkup.ts";
import { createHistory, type History } from "../src/history.ts";

function well(port = 1): Finding {
  const url = `http://localhost:${port}`;
  return {
    service: "cake-api",
    instanceId: `localhost:cake-api:${port}`,
    url,
    status: "UP",
    ping: { time: 1, response: "pong" },
    health: { time: 1, response: "UP" },
  };
}

function ill(port = 1): Finding {
  const ping = { time: 2_000, error: "ECONNREFUSED" };
  return { ...well(port), status: "DOWN", ping };
}

describe("the history of ups and downs", () => {
  let clock: ReturnType<typeof createClock>;
  let history: History;

  beforeEach(() => {
    clock = createClock();
    history = createHistory(clock.now, { maxChanges: 5 });
  });

  function record(...findings: Finding[]) {
    const changes = history.record(findings);
    clock.passSeconds(2);
    return changes.map(({ became, instanceId, reason }) => {
      const port = instanceId.split(":").at(-1);
      return [became, port, reason].filter(Boolean).join(" ");
    });
  }

  it("tells a change once, with its reason", () => {
    expect(record(well())).to.deep.equal(["UP 1"]);
    expect(record(well())).to.deep.equal([]);
    expect(record(ill())).to.deep.equal(["DOWN 1 ECONNREFUSED"]);
    expect(record(ill())).to.deep.equal([]);
    expect(record(well())).to.deep.equal(["UP 1"]);
  });

  it("keeps the samples of 90 seconds", () => {
    for (let round = 0; round < 100; round++) record(well());

    const [strip] = history.strips();
    expect(strip?.samples).to.have.length(45);
  });

  it("keeps the last changes, the latest first", () => {
    for (let round = 0; round < 10; round++) {
      record(well());
      record(ill());
    }

    const changes = history.changes();
    expect(changes.map(({ became }) => became)).to.deep.equal([
      "DOWN",
      "UP",
      "DOWN",
      "UP",
      "DOWN",
    ]);
    expect(changes[0]?.at).to.equal(clock.now() - 2_000);
  });

  it("shows who has gone until its strip is empty", () => {
    record(well(1), ill(2));
    expect(record(well(1))).to.deep.equal(["GONE 2"]);
    expect(record(well(1))).to.deep.equal([]);
    expect(history.strips().map(({ state }) => state)).to.deep.equal([
      "UP",
      "GONE",
    ]);

    for (let round = 0; round < 45; round++) record(well(1));

    expect(history.strips()).to.have.length(1);
  });

  it("tells when one comes back", () => {
    record(well());
    record();

    expect(record(ill())).to.deep.equal(["DOWN 1 ECONNREFUSED"]);
    expect(history.strips()).to.have.length(1);
  });

  it("lists instances by service and number", () => {
    record(well(10), well(9), { ...well(3), service: "a-api" });

    expect(history.strips().map(({ url }) => url)).to.deep.equal([
      "http://localhost:3",
      "http://localhost:9",
      "http://localhost:10",
    ]);
  });
});
