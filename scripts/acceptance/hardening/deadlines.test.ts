// @from-99 @long

import { expect } from "chai";
import { describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { callGateway } from "../auth/people.ts";
import { runningStage } from "../hooks.ts";
import { expectProblem } from "../problems.ts";

const wait = (ms: number) => ({
  headers: { "x-request-timeout-ms": `${ms}` },
});

describe("a deadline", () => {
  it("ends a request to a hanging service when its client gives up", async () => {
    const stage = runningStage();
    await until("dvd-api is called", async () => {
      return (await callGateway("GET", "/dvds")).status === 200;
    });
    await stage.pause("dvd-api/1");
    try {
      const ended: string[] = [];
      // Without a deadline, the gateway waits for three seconds.
      const patient = callGateway("GET", "/dvds").finally(() =>
        ended.push("patient"),
      );
      const startedAt = performance.now();
      const response = await callGateway("GET", "/dvds", wait(500));
      expect(performance.now() - startedAt).to.be.below(1_500);
      ended.push("with a deadline");
      await patient;

      await expectProblem(response, 503);
      expect(ended).to.deep.equal(["with a deadline", "patient"]);
    } finally {
      await stage.resume("dvd-api/1");
    }
  });

  it("stops a request whose time is up", async () => {
    const response = await callGateway("GET", "/books", wait(0));

    const { detail } = await expectProblem(response, 503);
    expect(detail).to.match(/time is up/);
    expect((await callGateway("GET", "/books", wait(5_000))).status).to.equal(
      200,
    );
  });
});
