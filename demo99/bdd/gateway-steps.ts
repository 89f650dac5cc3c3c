import { type DataTable, Then, When } from "@cucumber/cucumber";
import { expect } from "chai";
import type { StoreHealth } from "../client/store-client.ts";
import { shop } from "./world.ts";

let reply: { response: string };
let health: StoreHealth;
let tookMs: number;

When("a client pings the gateway", async () => {
  reply = await shop().store.ping();
});

Then("the reply is {string}", (expected: string) => {
  expect(reply.response).to.equal(expected);
});

When("a client asks the gateway for the health of the store", async () => {
  const startedAt = performance.now();
  health = await shop().store.health();
  tookMs = performance.now() - startedAt;
});

Then(
  "every service replies {string} within {int} seconds",
  (expected: string, seconds: number) => {
    for (const [name, { response, error }] of Object.entries(health.services)) {
      expect(response, `${name}: ${error}`).to.equal(expected);
    }
    expect(tookMs).to.be.below(seconds * 1_000);
  },
);

Then("these services are among them:", (names: DataTable) => {
  expect(health.services).to.include.keys(...names.raw().flat());
});
