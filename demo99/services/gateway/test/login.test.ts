import { createPublicKey, type JsonWebKey } from "node:crypto";
import { expect } from "chai";
import jwt from "jsonwebtoken";
import { after, before, describe, it } from "mocha";
import { closeServers } from "#commons/test/test-servers.ts";
import { type RunningGateway, startGateway } from "./start-gateway.ts";

describe("POST /login", () => {
  let gateway: RunningGateway;

  before(async () => {
    gateway = await startGateway();
  });

  after(async () => {
    closeServers();
    await gateway.close();
  });

  const logIn = (username: string, password: string) =>
    gateway.post("/login", { username, password });

  async function publishedKey() {
    const response = await fetch(`${gateway.url}/.well-known/jwks.json`);
    const { keys } = (await response.json()) as { keys: JsonWebKey[] };
    expect(keys).to.have.length(1);
    return keys[0] as JsonWebKey;
  }

  const accounts = [
    ["alice", "wonderland", "customer"],
    ["bob", "builder", "customer"],
    ["admin", "oven-mitts", "admin"],
  ] as const;

  for (const [name, password, role] of accounts) {
    it(`gives ${name} a token with the role ${role}`, async () => {
      const response = await logIn(name, password);
      const { token, ...rest } = await response.json();

      expect(response.status).to.equal(200);
      expect(response.headers.get("cache-control")).to.equal("no-store");
      expect(rest).to.deep.equal({ tokenType: "Bearer", expiresIn: 3600 });
      const jwk = await publishedKey();
      const key = createPublicKey({ key: jwk, format: "jwk" });
      const { header, payload } = jwt.verify(token, key, {
        complete: true,
        algorithms: ["RS256"],
        issuer: "http://gateway",
        audience: "store",
      });
      const { iat = 0, exp = 0, ...claims } = payload as jwt.JwtPayload;
      expect(header.kid).to.equal(jwk.kid);
      expect(claims).to.include({ sub: name, role });
      expect(exp - iat).to.equal(3600);
    });
  }

  it("accepts an e-mail address instead of the user name", async () => {
    const response = await logIn("Alice@store.example", "wonderland");

    expect(response.status).to.equal(200);
    const { token } = await response.json();
    expect(jwt.decode(token)).to.include({ sub: "alice" });
  });

  it("answers 503 while user-api is down", async () => {
    const lonely = await startGateway({ isUserApiUp: false });
    const login = { username: "alice", password: "wonderland" };

    const response = await lonely.post("/login", login);

    await lonely.close();
    expect(response.status).to.equal(503);
  });

  it("gives the same 401 for a wrong password and an unknown name", async () => {
    const wrong = await logIn("alice", "builder");
    const unknown = await logIn("mallory", "builder");

    expect([wrong.status, unknown.status]).to.deep.equal([401, 401]);
    const text = await wrong.text();
    expect(text).to.equal(await unknown.text());
    expect(text).to.include("Wrong user name or password.");
    expect(wrong.headers.get("www-authenticate")).to.match(/^Bearer/);
  });

  it("delays attempts after five failures, for that name only", async () => {
    for (let i = 0; i < 5; i++) {
      expect((await logIn("eve", `guess ${i}`)).status).to.equal(401);
    }

    const delayed = await logIn("eve", "guess 5");

    expect(delayed.status).to.equal(429);
    expect(delayed.headers.get("retry-after")).to.equal("1");
    expect((await logIn("bob", "builder")).status).to.equal(200);
  });

  it("names each bad field of a request", async () => {
    const bad: Record<string, object> = {
      username: { password: "x" },
      password: { username: "alice" },
      more: { username: "alice", password: "x", more: 1 },
    };

    for (const [field, body] of Object.entries(bad)) {
      const response = await gateway.post("/login", body);
      expect(response.status).to.equal(400);
      expect((await response.json()).errors).to.have.nested.property(
        "[0].field",
        field,
      );
    }
    const odd = await logIn("$ne", "x".repeat(201));
    const { errors } = await odd.json();
    expect(errors).to.have.length(2);
    expect((await gateway.post("/login?a=1", {})).status).to.equal(400);
  });
});
