import { request } from "node:http";
import { expect } from "chai";
import { describe, it } from "mocha";
import { stageEnv } from "../../testing/stage-env.ts";
import { until } from "../../testing/until.ts";
import { itWithPause, runningStage } from "../hooks.ts";
import { expectProblem } from "../problems.ts";
import { unique } from "../samples.ts";
import { callGateway, logIn } from "./people.ts";

type Health = {
  status: string;
  services: Record<string, { time: number; response?: string; error?: string }>;
};

type Logs = { items: { details: string }[] };

async function health() {
  const response = await callGateway("GET", "/health");
  expect(response.status).to.equal(200);
  return (await response.json()) as Health;
}

describe("the health of the gateway", () => {
  it("tells of every service", async () => {
    const { status, services } = await health();

    expect(status).to.equal("UP");
    expect(services).to.include.keys("book-api", "shoppingcart-api", "web");
    for (const { response, time } of Object.values(services)) {
      expect(response).to.equal("pong");
      expect(time).to.be.a("number");
    }
  });

  itWithPause("does not wait for a service that hangs", async () => {
    const stage = runningStage();
    await stage.pause("cd-api/1");
    const start = performance.now();
    try {
      const { services } = await health();

      expect(performance.now() - start).to.be.below(5_000);
      expect(services["cd-api"]?.error).to.match(/no answer/);
      expect(services["book-api"]?.response).to.equal("pong");
    } finally {
      await stage.resume("cd-api/1");
    }
  });
});

describe("the gateway", () => {
  it("lets nobody say in a header who they are", async () => {
    const q = unique();
    const headers = { "x-user": "admin" };
    const answer = await callGateway("GET", `/books?q=${q}`, { headers });
    expect(answer.status).to.equal(200);

    const alice = await logIn("alice", "wonderland");
    const cart = await callGateway("GET", "/carts/bob", {
      headers: { ...alice, "x-user": "bob" },
    });
    await expectProblem(cart, 403);

    const url = `${runningStage().url("monitoring")}/logs?service=book-api&q=${q}`;
    const line = await until("the line has been shipped", async () => {
      const { items } = (await (await fetch(url)).json()) as Logs;
      return items[0] ?? false;
    });
    expect(line).to.have.property("details", "");
  });

  it("refuses a body over 100 kB, also one that tells no length", async () => {
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

  it("knows no other paths", async () => {
    await expectProblem(await callGateway("GET", "/cassettes"), 404);
  });

  it("takes so many requests a minute of each user, and no more", async () => {
    const stage = runningStage();
    await stage.restart("gateway/1", { RATE_LIMIT_PER_MINUTE: "5" });
    try {
      const headers = await logIn("alice", "wonderland");
      const ask = () => callGateway("GET", "/carts/alice", { headers });
      for (let i = 0; i < 5; i++) expect((await ask()).status).to.equal(200);

      const refused = await ask();

      const seconds = Number(refused.headers.get("retry-after"));
      await expectProblem(refused, 429);
      expect(seconds).to.be.within(1, 60);
      expect((await health()).status).to.equal("UP");
    } finally {
      await stage.restart("gateway/1", stageEnv);
    }
  }).timeout(60_000);
});

describe("what operators look at", () => {
  it("is open, around the gateway, and the logs take no lines", async () => {
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
    await expectProblem(await post(admin), 403);
  });
});
