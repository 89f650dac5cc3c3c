// @from-99 @long

import { expect } from "chai";
import { describe, it } from "mocha";
import { callGateway } from "../auth/people.ts";
import { runningStage } from "../hooks.ts";
import { metric } from "./metrics.ts";

const name = "http_client_retries_total";
const service = { service: "dvd-api" };

describe("calls to a service that was killed", () => {
  it("are repeated by 10 % at most, beyond the first ten", async () => {
    const stage = runningStage();
    const before = await metric("gateway", name, service);
    await stage.kill("dvd-api/1");
    try {
      const calls = Array.from({ length: 200 }, () =>
        callGateway("GET", "/dvds"),
      );
      const replies = await Promise.all(calls);

      const statuses = new Set(replies.map(({ status }) => status));
      expect([...statuses]).to.deep.equal([503]);
      const retries = (await metric("gateway", name, service)) - before;
      expect(retries).to.be.within(1, 30);
    } finally {
      await stage.restart("dvd-api/1");
    }
  });
});
