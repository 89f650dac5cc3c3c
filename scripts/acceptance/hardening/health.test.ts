// @from-99 @long

import { expect } from "chai";
import { describe, it } from "mocha";
import { itWhere } from "../../testing/it-where.ts";
import { until } from "../../testing/until.ts";
import { callGateway } from "../auth/people.ts";
import { runningStage } from "../hooks.ts";

const isPosix = process.platform !== "win32";
const itWithPause = itWhere(isPosix, "Windows cannot pause a process");

type Health = {
  status: string;
  services: Record<string, { time: number; response?: string; error?: string }>;
};

async function health() {
  const response = await callGateway("GET", "/health");
  expect(response.status).to.equal(200);
  return (await response.json()) as Health;
}

describe("GET /health of the gateway", () => {
  it("has the reply of every service to a ping", async () => {
    // An instance that was killed is registered until its lease ends.
    const services = await until(
      "a reply of each",
      async () => {
        const { status, services } = await health();
        expect(status).to.equal("UP");
        const replies = Object.values(services).map((it) => it.response);
        expect(new Set(replies)).to.deep.equal(new Set(["pong"]));
        return services;
      },
      // Each asks all services.
      { withinMs: 40_000, everyMs: 1_000 },
    );

    expect(services).to.include.keys("book-api", "shoppingcart-api", "web");
    for (const { time } of Object.values(services)) {
      expect(time).to.be.a("number");
    }
  }).timeout(60_000);

  it("calls no service if a short reply is preferred", async () => {
    const headers = { prefer: "return=minimal" };
    const response = await callGateway("GET", "/health", { headers });

    expect(response.status).to.equal(200);
    expect(await response.json()).to.have.all.keys("status", "checks");
  });

  itWithPause("does not wait for a service that hangs", async () => {
    const stage = runningStage();
    await stage.pause("cd-api/1");
    const startedAt = performance.now();
    try {
      const { services } = await health();

      expect(performance.now() - startedAt).to.be.below(5_000);
      expect(services["cd-api"]?.error).to.match(/no reply/);
      expect(services["book-api"]?.response).to.equal("pong");
    } finally {
      await stage.resume("cd-api/1");
    }
  });
});
