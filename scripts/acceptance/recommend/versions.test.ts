// @from-99

import { expect } from "chai";
import { describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { callGateway } from "../auth/people.ts";
import { expectProblem } from "../problems.ts";
import { fewAtOnce } from "../samples.ts";

const callCount = process.env.TEST_ALL ? 1_000 : 300;
/** Version 1 has three times the weight of version 2, in stage.json. */
const share = 3 / 4;

const recommend = (headers = {}) =>
  callGateway("GET", "/recommendations?topic=pies", { headers });

/** The versions that have answered this many calls through the gateway. */
const versions = (count: number, headers = {}) =>
  fewAtOnce([...Array(count).keys()], async () => {
    const response = await recommend(headers);
    expect(response.status).to.equal(200);
    return (await response.json()).version as string;
  });

describe("the versions of recommend-api", () => {
  it("share the calls within three standard deviations of their weights", async () => {
    // The gateway has to know both again, after a test that has stopped one.
    await until("most calls reach version 1", async () => {
      const first = (await versions(20)).filter((version) => version === "1");
      expect(first).to.have.length.above(10);
    });

    const seen = await versions(callCount);

    const expected = callCount * share;
    const deviation = Math.sqrt(expected * (1 - share));
    const first = seen.filter((version) => version === "1");
    expect(first.length).to.be.closeTo(expected, 3 * deviation);
    expect(new Set(seen)).to.deep.equal(new Set(["1", "2"]));
  }).timeout(60_000);

  it("answer the calls that are pinned to them", async () => {
    for (const version of ["1", "2"]) {
      const seen = await versions(10, { "x-api-version": version });
      expect(new Set(seen)).to.deep.equal(new Set([version]));
    }
  });

  it("are named if a call is pinned to another one", async () => {
    const reply = await recommend({ "x-api-version": "3" });

    const { detail } = await expectProblem(reply, 400);
    expect(detail).to.equal(
      "http://recommend-api has no such version; it has 1, 2.",
    );
  });

  it("do not matter to services without versions", async () => {
    const headers = { "x-api-version": "3" };

    const reply = await callGateway("GET", "/books?limit=1", { headers });

    expect(reply.status).to.equal(200);
  });
});
