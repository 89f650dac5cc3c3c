// @from-05

import { setTimeout as pause } from "node:timers/promises";
import { expect } from "chai";
import { describe, it } from "mocha";
import { until } from "../testing/until.ts";
import { restartWith } from "./hooks.ts";

/** Longer than the usual second between two polls. */
const observePollsMs = 2_000;

/** 503 before the first poll. */
async function statusOfObservations() {
  return (await fetch("http://localhost:8090/observations")).status;
}

describe("monitoring", () => {
  it("polls as often as POLL_SECONDS says", async () => {
    try {
      await restartWith("monitoring/1", { POLL_SECONDS: "600" });
      await pause(observePollsMs);
      expect(await statusOfObservations()).to.equal(503);
    } finally {
      await restartWith("monitoring/1", { POLL_SECONDS: "1" });
    }
    await until("observations", async () => {
      expect(await statusOfObservations()).to.equal(200);
    });
  });
});
