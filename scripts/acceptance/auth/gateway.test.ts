// @from-06

import { request } from "node:http";
import { expect } from "chai";
import { describe, it } from "mocha";
import { stageEnv } from "../../testing/stage-env.ts";
import { until } from "../../testing/until.ts";
import { restartWith, runningStage } from "../hooks.ts";
import { expectProblem } from "../problems.ts";
import { callGateway, logIn } from "./people.ts";

describe("the gateway", () => {
  it("ignores a header that claims an identity", async () => {
    const alice = await logIn("alice", "wonderland");

    const cart = await callGateway("GET", "/carts/bob", {
      headers: { ...alice, "x-user": "bob" },
    });

    await expectProblem(cart, 403);
  });

  it("answers 413 to a body over 100 kB, also of unknown length", async () => {
    const headers = await logIn("admin", "oven-mitts");
    const title = "x".repeat(100 * 1024);
    const json = { title };
    await expectProblem(
      await callGateway("POST", "/books", { headers, json }),
      413,
    );

    const url = `${runningStage().url("gateway")}/books`;
    const sent = request(url, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
    });
    const status = new Promise((resolve, reject) => {
      sent.on("response", (response) => resolve(response.statusCode));
      sent.on("error", reject);
    });
    sent.write(JSON.stringify(json));
    expect(await status).to.equal(413);
    sent.on("error", () => {}).destroy();
  });

  it("answers 404 to an unknown path", async () => {
    await expectProblem(await callGateway("GET", "/cassettes"), 404);
  });

  it("limits the requests a minute of each user", async () => {
    await restartWith("gateway/1", { RATE_LIMIT_PER_MINUTE: "5" });
    try {
      const headers = await logIn("alice", "wonderland");
      const ask = () => callGateway("GET", "/carts/alice", { headers });
      for (let i = 0; i < 5; i++) expect((await ask()).status).to.equal(200);

      const refused = await ask();

      const seconds = Number(refused.headers.get("retry-after"));
      await expectProblem(refused, 429);
      expect(seconds).to.be.within(1, 60);
      expect((await callGateway("GET", "/health")).status).to.equal(200);
    } finally {
      await restartWith("gateway/1", stageEnv);
    }
  });
});

describe("the endpoints for operators", () => {
  it("need no token; the logs accept lines from services only", async () => {
    const stage = runningStage();
    for (const path of ["/ping", "/health", "/metrics"]) {
      const { status } = await fetch(stage.url("inventory-api") + path);
      expect(status, path).to.equal(200);
    }
    const line = {
      level: 30,
      time: Date.now(),
      service: "eve",
      msg: "made up",
    };
    const batch = { instanceId: "eve:1", lines: [line] };
    const post = (headers: object) =>
      fetch(`${stage.url("monitoring")}/logs`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(batch),
      });

    await expectProblem(await post({}), 401);
    const admin = await logIn("admin", "oven-mitts");
    // Without the gateway's keys, monitoring cannot decide.
    const decided = await until(
      "monitoring has found the gateway",
      async () => {
        const response = await post(admin);
        expect(response.status).not.to.equal(503);
        return response;
      },
      { withinMs: 15_000 },
    );
    await expectProblem(decided, 403);
  });
});
