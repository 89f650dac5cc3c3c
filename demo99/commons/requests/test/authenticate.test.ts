import { createHmac, createSecretKey } from "node:crypto";
import { expect } from "chai";
import { Router } from "express";
import { afterEach, beforeEach, describe, it } from "mocha";
import { Unavailable } from "#commons/errors.ts";
import { createLog } from "#commons/log.ts";
import { callerOf } from "#commons/requests/authorize.ts";
import { createApp } from "#commons/service.ts";
import {
  as,
  serviceToken,
  testFindKey,
  testJwks,
  testPair,
  testSecret,
  tokenOf,
} from "#commons/test/test-auth.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { createKeyFinder, type FindKey, keyDelayMs } from "#commons/tokens.ts";

function serveWith(findKey: FindKey) {
  const routes = Router().all("/{*path}", (_req, res) => {
    res.json(callerOf(res) ?? null);
  });
  const log = createLog("test", "silent");
  return serve(createApp({ log, routes, findKey }));
}

describe("authentication", () => {
  let url: string;

  beforeEach(async () => {
    url = await serveWith(testFindKey);
  });
  afterEach(closeServers);

  async function callerWith(headers: Record<string, string>) {
    return (await fetch(`${url}/caller`, { headers })).json();
  }

  it("finds no caller without a token", async () => {
    expect(await callerWith({})).to.equal(null);
    expect(await callerWith({ authorization: "Basic YTpi" })).to.equal(null);
  });

  it("finds the caller of a token from the gateway", async () => {
    const alice = { name: "alice", role: "customer" };

    expect(await callerWith(as("alice", "customer"))).to.deep.equal(alice);
  });

  it("finds the service that has signed its own token", async () => {
    const service = { name: "book-api", role: "service" };

    expect(await callerWith(as("book-api", "service"))).to.deep.equal(service);
  });

  const claims = { role: "admin", sub: "eve", iss: "http://gateway" };
  const encode = (part: object) =>
    Buffer.from(JSON.stringify(part)).toString("base64url");
  const content = (alg: string) =>
    `${encode({ alg, kid: "test" })}.${encode({ ...claims, aud: "store" })}`;

  function signedWithPublicKey() {
    const text = content("HS256");
    const pem = testPair.publicKey.export({ type: "spki", format: "pem" });
    const signature = createHmac("sha256", pem).update(text);
    return `${text}.${signature.digest("base64url")}`;
  }

  const good = tokenOf("eve", "admin");
  const [head, body, signature = ""] = good.split(".");
  const bad: Record<string, string> = {
    "that is expired": tokenOf("eve", "admin", { expiresIn: -1 }),
    "that is not valid yet": tokenOf("eve", "admin", { notBefore: 60 }),
    "of another issuer": tokenOf("eve", "admin", { issuer: "http://evil" }),
    "for another audience": tokenOf("eve", "admin", { audience: "bank" }),
    "with an unknown key": tokenOf("eve", "admin", { keyid: "no" }),
    "with other claims": `${head}.${encode(claims)}.${signature}`,
    "with another signature": `${head}.${body}.${"A".repeat(342)}`,
    "without a signature": `${content("none")}.`,
    "signed with the public key": signedWithPublicKey(),
    "signed with another secret": serviceToken(
      "book-api",
      createSecretKey("guessed", "utf8"),
    ),
    "of one part": "good",
    "of two words": `${good} ${good}`,
  };

  for (const [which, token] of Object.entries(bad)) {
    it(`refuses a token ${which}`, async () => {
      const headers = { authorization: `Bearer ${token}` };

      const response = await fetch(`${url}/caller`, { headers });

      expect(response.status).to.equal(401);
      expect(response.headers.get("www-authenticate")).to.equal(
        'Bearer realm="store", error="invalid_token"',
      );
      expect((await response.json()).detail).to.match(/^Invalid token: /);
    });
  }

  it("answers 503 while the gateway's keys are unavailable", async () => {
    const findKey = createKeyFinder(testSecret, () =>
      Promise.reject(new Unavailable("The gateway is down.")),
    );
    const away = await serveWith(findKey);
    const statusOf = async (headers: Record<string, string>) =>
      (await fetch(`${away}/caller`, { headers })).status;

    expect(await statusOf(as("alice", "customer"))).to.equal(503);
    expect(await statusOf(as("book-api", "service"))).to.equal(200);
    expect(await statusOf({})).to.equal(200);
  });

  it("asks the gateway once for a key, however many tokens come", async () => {
    let fetches = 0;
    const counting = await serveWith(
      createKeyFinder(testSecret, async () => {
        fetches++;
        return testJwks;
      }),
    );
    const headers = as("alice", "customer");

    const calls = Array.from({ length: 20 }, () =>
      fetch(counting, { headers }),
    );
    await Promise.all(calls);

    expect(fetches).to.equal(1);
  });

  it("asks once in two seconds, however many key ids are unknown", async () => {
    let fetches = 0;
    const counting = await serveWith(
      createKeyFinder(testSecret, async () => {
        fetches++;
        return testJwks;
      }),
    );
    const statusOf = async (token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      return (await fetch(counting, { headers })).status;
    };

    const startedAt = performance.now();
    for (let i = 0; i < 30; i++) {
      const unknown = tokenOf("eve", "admin", { keyid: `unknown ${i}` });
      expect(await statusOf(unknown)).to.equal(401);
    }

    expect(await statusOf(tokenOf("alice", "customer"))).to.equal(200);
    const passedMs = performance.now() - startedAt;
    expect(fetches).to.be.within(1, Math.ceil(passedMs / keyDelayMs));
  });
});
