import { expect } from "chai";
import { describe, it } from "mocha";
import { callGateway } from "../auth/people.ts";
import { runningStage } from "../hooks.ts";
import { expectProblem } from "../problems.ts";

const wait = (ms: number) => ({
  headers: { "x-request-timeout-ms": `${ms}` },
});

describe("a deadline", () => {
  it("ends a request to a hanging service when its client gives up", async () => {
    const stage = runningStage();
    await stage.pause("dvd-api/1");
    try {
      const startedAt = performance.now();
      const response = await callGateway("GET", "/dvds", wait(500));

      await expectProblem(response, 503);
      // Without the deadline, the gateway waits for three seconds.
      expect(performance.now() - startedAt).to.be.below(1_500);
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
