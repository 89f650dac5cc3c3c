// @from-06

import { expect } from "chai";
import { describe, it } from "mocha";
import { runningStage } from "../hooks.ts";
import { callGateway, keyIdOf, logIn } from "./people.ts";

describe("the key pair of two gateways", () => {
  it("is the same, and remains when one is killed", async () => {
    const stage = runningStage();
    await stage.scale("gateway", 2);
    try {
      const headers = await logIn("alice", "wonderland");
      const other = await callGateway("GET", "/carts/alice", {
        headers,
        index: 2,
      });
      expect(other.status).to.equal(200);

      await stage.kill("gateway/1");
      await stage.restart("gateway/1");

      const after = await callGateway("GET", "/carts/alice", { headers });
      expect(after.status).to.equal(200);
      expect(keyIdOf(await logIn("bob", "builder"))).to.equal(keyIdOf(headers));
    } finally {
      await stage.scale("gateway", 1);
    }
  }).timeout(90_000);
});
