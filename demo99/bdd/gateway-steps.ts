import { type DataTable, Then, When } from "@cucumber/cucumber";
import { expect } from "chai";
import type { StoreHealth } from "../client/store-client.ts";
import { shop } from "./world.ts";

let reply: { response: string };
let health: StoreHealth;

When("a client pings the gateway", async () => {
  reply = await shop().store.ping();
});

Then("the reply is {string}", (expected: string) => {
  expect(reply.response).to.equal(expected);
});

When("a client asks the gateway for the health of the store", async () => {
  health = await shop().store.health();
});

Then(
  "every service replies {string}, on a busy machine within {int} seconds",
  async (expected: string, seconds: number) => {
    const deadline = performance.now() + seconds * 1_000;
    while (missing(expected).length > 0 && performance.now() < deadline) {
      health = await shop().store.health();
    }
    expect(missing(expected)).to.deep.equal([]);
  },
);

/** The services without this reply, and why. */
const missing = (expected: string) =>
  Object.entries(health.services)
    .filter(([, { response }]) => response !== expected)
    .map(([name, { response, error }]) => `${name}: ${error ?? response}`);

Then("these services are among them:", (names: DataTable) => {
  expect(health.services).to.include.keys(...names.raw().flat());
});
