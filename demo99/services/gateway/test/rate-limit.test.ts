import { expect } from "chai";
import express from "express";
import { after, afterEach, before, describe, it } from "mocha";
import { createLog } from "#commons/log.ts";
import { problemHandler } from "#commons/requests/problem.ts";
import { as } from "#commons/test/test-auth.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { limitFailures } from "../src/rate-limit.ts";
import { type RunningGateway, shop, startGateway } from "./start-gateway.ts";

describe("the gateway's rate limit", () => {
  let gateway: RunningGateway;

  before(async () => {
    gateway = await startGateway({ requestsPerMinute: 3 });
  });

  after(async () => {
    closeServers();
    await gateway.close();
  });

  async function ask(path: string, headers = {}, method = "GET") {
    const response = await fetch(gateway.url + path, { method, headers });
    return { response, status: response.status };
  }

  it("counts each user, and without a token each address", async () => {
    const alice = as("alice", "customer");
    const bob = as("bob", "customer");
    for (let i = 0; i < 3; i++) {
      expect(await ask("/books")).to.include({ status: 200 });
      expect(await ask("/books", alice)).to.include({ status: 200 });
    }

    const { response, status } = await ask("/books", alice);

    expect(status).to.equal(429);
    expect(Number(response.headers.get("retry-after"))).to.be.within(1, 60);
    expect(await response.json()).to.include({
      title: "Too Many Requests",
      status: 429,
    });
    expect(await ask("/books")).to.include({ status: 429 });
    expect(await ask("/books", bob)).to.include({ status: 200 });
  });

  it("does not depend on an address that the client claims", async () => {
    const claimed = { "x-forwarded-for": "192.0.2.7" };

    expect(await ask("/books", claimed)).to.include({ status: 429 });
  });

  it("applies to neither the public key nor preflight requests", async () => {
    const preflight = { origin: shop, "access-control-request-method": "PUT" };
    for (let i = 0; i < 4; i++) {
      const key = await ask("/.well-known/jwks.json");
      const allowed = await ask("/books/1", preflight, "OPTIONS");

      expect(key).to.include({ status: 200 });
      expect(allowed).to.include({ status: 204 });
    }
  });
});

describe("the limit of failures", () => {
  afterEach(closeServers);

  it("counts the 401s of an address, and nothing else", async () => {
    const app = express().use(limitFailures(2));
    app.get("/:status", (req, res) => {
      res.status(Number(req.params.status)).end();
    });
    app.use(problemHandler(createLog("test", "silent")));
    const url = await serve(app);
    const statusOf = async (path: number) =>
      (await fetch(`${url}/${path}`)).status;

    for (const status of [200, 400, 503, 200, 401, 200, 401]) {
      expect(await statusOf(status)).to.equal(status);
    }
    expect(await statusOf(401)).to.equal(429);
  });
});
