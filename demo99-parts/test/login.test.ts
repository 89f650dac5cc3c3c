import { expect } from "chai";
import jwt from "jsonwebtoken";
import { after, before, describe, it } from "mocha";
import { closeServers } from "#commons/test/test-servers.ts";
import { type RunningGateway, startGateway } from "./start-gateway.ts";

describe("login", () => {
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

  const accounts = [
    ["alice", "wonderland", "customer"],
    ["bob", "builder", "customer"],
    ["admin", "oven-mitts", "admin"],
  ] as const;

  for (const [name, password, role] of accounts) {
    it(`gives ${name} the token of a person with the role ${role}`, async () => {
      const response = await logIn(name, password);
      const { token, ...rest } = await response.json();

      expect(response.status).to.equal(200);
      expect(response.headers.get("cache-control")).to.equal("no-store");
      expect(rest).to.deep.equal({ tokenType: "Bearer", expiresIn: 3600 });
      const { header, payload } = jwt.decode(token, { complete: true }) as {
        header: object;
        payload: { iat: number; exp: number };
      };
      expect(header).to.include({ alg: "RS256", typ: "JWT" });
      expect(header).to.have.property("kid").that.is.a("string");
      expect(payload).to.include({
        iss: "http://gateway",
        aud: "store",
        sub: name,
        role,
      });
      expect(payload.exp - payload.iat).to.equal(3600);
    });
  }

  it("says the same of a wrong password and of an unknown name", async () => {
    const wrong = await logIn("alice", "builder");
    const unknown = await logIn("mallory", "builder");

    expect([wrong.status, unknown.status]).to.deep.equal([401, 401]);
    expect(await wrong.text()).to.equal(await unknown.text());
    expect(wrong.headers.get("www-authenticate")).to.match(/^Bearer/);
  });

  it("slows down who fails again and again, and nobody else", async () => {
    for (let i = 0; i < 5; i++) {
      expect((await logIn("eve", `guess ${i}`)).status).to.equal(401);
    }

    const slowed = await logIn("eve", "guess 5");

    expect(slowed.status).to.equal(429);
    expect(slowed.headers.get("retry-after")).to.equal("1");
    expect((await logIn("bob", "builder")).status).to.equal(200);
    const elsewhere = await gateway.post(
      "/login",
      { username: "eve", password: "guess 6" },
      { "x-forwarded-for": "192.0.2.7" },
    );
    expect(elsewhere.status).to.equal(401);
  });

  it("names what is wrong with a request", async () => {
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

describe("service token", () => {
  let gateway: RunningGateway;

  before(async () => {
    gateway = await startGateway();
  });

  after(async () => {
    closeServers();
    await gateway.close();
  });

  const ask = (clientSecret: unknown) =>
    gateway.post("/token", { clientId: "book-api", clientSecret });

  it("is for whoever knows the services' secret", async () => {
    const { token, ...rest } = await (await ask("a secret of services")).json();

    expect(rest).to.deep.equal({ tokenType: "Bearer", expiresIn: 300 });
    expect(jwt.decode(token)).to.include({ sub: "book-api", role: "service" });
  });

  it("is for nobody else", async () => {
    for (const guess of ["a secret of service", "A secret of services", "x"]) {
      expect((await ask(guess)).status, guess).to.equal(401);
    }
    for (const nonsense of [
      "",
      1,
      null,
      { $ne: "" },
      ["a secret of services"],
    ]) {
      expect((await ask(nonsense)).status).to.equal(400);
    }
  });
});
