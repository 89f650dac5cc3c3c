import { expect } from "chai";
import { describe, it } from "mocha";
import { observationsOf } from "../../monitoring/src/observation.ts";
import { createWatched } from "../../monitoring/src/watched.ts";
import { parseObservations, statusOf } from "../src/observation.ts";

const instance = {
  service: "cake-api",
  instanceId: "localhost:cake-api:1",
  url: "http://localhost:1",
  status: "UP",
};
const health = { status: "UP", checks: {} };

/** The health service's view of an instance, as JSON from monitoring. */
function received(probe: object | undefined) {
  const observations = observationsOf([
    Object.assign(createWatched(instance), { probe }),
  ]);
  const text = JSON.stringify({ at: 1, observations });
  const [first] = parseObservations(JSON.parse(text)).observations;
  return first && statusOf(first);
}

describe("the observations of monitoring", () => {
  it("are understood, with and without a reply of the instance", () => {
    const probe = { at: 1, timeMs: 1 };

    expect(received({ ...probe, health })).to.equal("UP");
    expect(received({ ...probe, health, error: "DOWN" })).to.equal("DOWN");
    expect(received({ ...probe, error: "No reply." })).to.equal("DOWN");
    expect(received(undefined)).to.equal("UNKNOWN");
  });
});
