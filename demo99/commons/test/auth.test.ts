import { createHmac } from "node:crypto";
import { expect } from "chai";
import express, { Router } from "express";
import { afterEach, beforeEach, describe, it } from "mocha";
import { MongoServerSelectionError } from "mongodb";
import { authenticate, mustBe, only, onlyToWrite } from "#commons/auth.ts";
import { Unavailable } from "#commons/errors.ts";
import { callerOf } from "#commons/identity.ts";
import { createLog } from "#commons/log.ts";
import { problemHandler } from "#commons/problem.ts";
import { as, testKeys, testPair, tokenOf } from "./test-auth.ts";
import { closeServers, serve } from "./test-servers.ts";

const routes = Router()
  .get("/caller", (_req, res) => void res.json(callerOf(res) ?? null))
  .all("/items", onlyToWrite("admin"), (_req, res) => void res.json("done"))
  .get("/inside", only("service"), (_req, res) => void res.json("done"))
  .get("/carts/:name", only("customer"), (req, res) => {
    mustBe(String(req.params.name), res);
    res.json("done");
  });

function serveWith(keys: Pick<typeof testKeys, "find">) {
  const app = express();
  app.use(authenticate(keys), routes);
  app.use(problemHandler(createLog("test", "silent")));
  return serve(app);
}

describe("authentication", () => {
  let url: string;

  beforeEach(async () => {
    url = await serveWith(testKeys);
  });
  afterEach(closeServers);

  async function callerWith(headers: Record<string, string>) {
    return (await fetch(`${url}/caller`, { headers })).json();
  }

  it("lets somebody without a token be anybody", async () => {
    expect(await callerWith({})).to.equal(null);
    expect(await callerWith({ "x-user": "alice" })).to.equal(null);
  });

  it("tells who calls, and for whom", async () => {
    const alice = { name: "alice", role: "customer", user: "alice" };
    expect(await callerWith(as("alice", "customer"))).to.deep.equal(alice);

    const web = as("web", "service");
    expect(await callerWith({ ...web, "x-user": "alice" })).to.deep.equal({
      name: "web",
      role: "service",
      user: "alice",
    });
  });

  it("believes no name in a header but that of a service", async () => {
    const headers = { ...as("bob", "customer"), "x-user": "alice" };

    expect(await callerWith(headers)).to.include({ user: "bob" });
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
    "of tomorrow": tokenOf("eve", "admin", { notBefore: 60 }),
    "of another issuer": tokenOf("eve", "admin", { issuer: "http://evil" }),
    "for another audience": tokenOf("eve", "admin", { audience: "bank" }),
    "with a key that is not known": tokenOf("eve", "admin", { keyid: "no" }),
    "with other claims": `${head}.${encode(claims)}.${signature}`,
    "with another signature": `${head}.${body}.${"A".repeat(342)}`,
    "that needs no signature": `${content("none")}.`,
    "signed with the public key": signedWithPublicKey(),
    "of one part": "good",
    "of nothing": "",
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
      expect((await response.json()).detail).to.match(/^The token is not good/);
    });
  }

  it("refuses what is no bearer token", async () => {
    const authorization = `Basic ${Buffer.from("eve:x").toString("base64")}`;

    const response = await fetch(`${url}/caller`, {
      headers: { authorization },
    });

    expect(response.status).to.equal(401);
  });

  const failures: Record<string, Error> = {
    "the gateway": new Unavailable("gone"),
    "the gateway's database": new MongoServerSelectionError(
      "gone",
      {} as never,
    ),
  };

  for (const [who, failure] of Object.entries(failures)) {
    it(`answers 503 when ${who} is away, which has the keys`, async () => {
      const find = () => Promise.reject(failure);
      const away = await serveWith({ find });

      const headers = as("alice", "customer");

      expect((await fetch(`${away}/caller`, { headers })).status).to.equal(503);
      expect((await fetch(`${away}/caller`)).status).to.equal(200);
    });
  }
});

describe("authorization", () => {
  let url: string;

  beforeEach(async () => {
    url = await serveWith(testKeys);
  });
  afterEach(closeServers);

  async function statuses(method: string, path: string) {
    const callers = [
      {},
      as("alice", "customer"),
      as("admin", "admin"),
      as("book-api", "service"),
    ];
    const responses = await Promise.all(
      callers.map((headers) => fetch(url + path, { method, headers })),
    );
    return responses.map(({ status }) => status);
  }

  it("lets anybody read, and some write", async () => {
    const everybody = [200, 200, 200, 200];
    const admins = [401, 403, 200, 403];

    expect(await statuses("GET", "/items")).to.deep.equal(everybody);
    expect(await statuses("HEAD", "/items")).to.deep.equal(everybody);
    expect(await statuses("POST", "/items")).to.deep.equal(admins);
    expect(await statuses("PATCH", "/items")).to.deep.equal(admins);
  });

  it("lets only some roles in", async () => {
    const services = [401, 403, 403, 200];

    expect(await statuses("GET", "/inside")).to.deep.equal(services);
  });

  it("lets only the owner in", async () => {
    expect(await statuses("GET", "/carts/alice")).to.deep.equal([
      401, 200, 403, 403,
    ]);
    expect(await statuses("GET", "/carts/bob")).to.deep.equal([
      401, 403, 403, 403,
    ]);
  });

  it("says which token it would like", async () => {
    const { headers } = await fetch(`${url}/inside`);

    expect(headers.get("www-authenticate")).to.equal('Bearer realm="store"');
  });
});
