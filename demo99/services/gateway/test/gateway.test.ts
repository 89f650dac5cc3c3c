import { request } from "node:http";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { closeServers } from "#commons/test/test-servers.ts";
import { type RunningGateway, startGateway } from "./start-gateway.ts";

describe("gateway", () => {
  let gateway: RunningGateway;
  let seen: string[];

  before(async () => {
    seen = [];
    gateway = await startGateway({
      service: (req, res) => {
        const { authorization = "no token", "x-user": user } = req.headers;
        seen.push(`${req.method} ${req.url} ${authorization} ${user}`);
        req.resume().on("end", () => res.end("{}"));
      },
    });
  });

  after(async () => {
    closeServers();
    await gateway.close();
  });

  const call = (method: string, path: string, headers = {}) =>
    fetch(gateway.url + path, { method, headers });

  it("passes on whom everybody lets in, the token too", async () => {
    const alice = await gateway.as("alice", "customer");
    seen.length = 0;

    await call("GET", "/books?q=pie");
    await call("GET", "/carts/alice", alice);

    expect(seen).to.deep.equal([
      "GET /books?q=pie no token undefined",
      `GET /carts/alice ${alice.authorization} undefined`,
    ]);
  });

  it("drops what says from outside who calls", async () => {
    const service = await gateway.as("book-api", "service");
    seen.length = 0;

    await call("GET", "/books", { "x-user": "admin" });
    await call("GET", "/numbers/book", { ...service, "X-User": "admin" });

    expect(seen).to.deep.equal([
      "GET /books no token undefined",
      `GET /numbers/book ${service.authorization} undefined`,
    ]);
  });

  const everybody = [200, 200, 200, 200];
  const mayRead: Record<string, number[]> = {
    "/books": everybody,
    "/cds/1": everybody,
    "/dvds": everybody,
    "/stock": everybody,
    "/numbers/book": [401, 403, 403, 200],
    "/reservations/1": [401, 403, 403, 200],
    "/carts/alice": [401, 200, 403, 403],
    "/orders/1": [401, 200, 403, 403],
  };
  const admins = [401, 403, 200, 403];
  const mayWrite: Record<string, number[]> = {
    ...mayRead,
    "/books": admins,
    "/cds/1": admins,
    "/dvds": admins,
    "/stock": [401, 403, 200, 200],
  };

  async function statuses(method: string, path: string) {
    const callers = [
      {},
      await gateway.as("alice", "customer"),
      await gateway.as("admin", "admin"),
      await gateway.as("book-api", "service"),
    ];
    const answers = callers.map((headers) => call(method, path, headers));
    return (await Promise.all(answers)).map(({ status }) => status);
  }

  it("lets nobody read what is not for them", async () => {
    for (const [path, expected] of Object.entries(mayRead)) {
      expect(await statuses("GET", path), path).to.deep.equal(expected);
    }
  });

  it("lets nobody write what is not for them", async () => {
    for (const [path, expected] of Object.entries(mayWrite)) {
      expect(await statuses("PUT", path), path).to.deep.equal(expected);
      expect(await statuses("DELETE", path), path).to.deep.equal(expected);
    }
  });

  it("answers 404 where it leads nowhere", async () => {
    const response = await call("GET", "/cassettes");

    expect(response.status).to.equal(404);
    expect((await response.json()).instance).to.equal("/cassettes");
  });

  it("has the headers of a careful server", async () => {
    const passedOn = await call("GET", "/books");
    const refused = await call("GET", "/books", { authorization: "Bearer x" });

    expect([passedOn.status, refused.status]).to.deep.equal([200, 401]);
    for (const { headers } of [passedOn, refused]) {
      expect(headers.get("x-content-type-options")).to.equal("nosniff");
      expect(headers.get("content-security-policy")).to.include("default-src");
      expect(headers.get("x-powered-by")).to.equal(null);
    }
  });

  const tooLong = "x".repeat(100 * 1024 + 1);

  it("takes a body of 100 kB, and no more", async () => {
    const admin = await gateway.as("admin", "admin");
    const post = (body: string) =>
      fetch(`${gateway.url}/books`, { method: "POST", headers: admin, body });

    expect((await post(tooLong.slice(1))).status).to.equal(200);
    const refused = await post(tooLong);

    expect(refused.status).to.equal(413);
    expect(await refused.json()).to.include({ title: "Payload Too Large" });
  });

  it("counts a body that does not say how long it is", async () => {
    const headers = await gateway.as("admin", "admin");
    const sent = request(`${gateway.url}/books`, { method: "POST", headers });

    const status = new Promise((resolve) =>
      sent.on("response", (response) => resolve(response.statusCode)),
    );
    sent.on("error", () => {});
    sent.write(tooLong);

    expect(await status).to.equal(413);
    sent.destroy();
  });
});

describe("the gateway's rate limit", () => {
  let gateway: RunningGateway;

  before(async () => {
    gateway = await startGateway({ requestsPerMinute: 3 });
  });

  after(async () => {
    closeServers();
    await gateway.close();
  });

  async function ask(path: string, headers = {}) {
    const response = await fetch(gateway.url + path, { headers });
    return { response, status: response.status };
  }

  it("is for each user, else for each address", async () => {
    const alice = await gateway.as("alice", "customer");
    const bob = await gateway.as("bob", "customer");
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
    const elsewhere = { "x-forwarded-for": "192.0.2.7" };
    expect(await ask("/books", elsewhere)).to.include({ status: 200 });
  });

  it("leaves health, metrics and the services' needs alone", async () => {
    const paths = ["/ping", "/health", "/metrics", "/.well-known/jwks.json"];
    for (const path of paths) {
      for (let i = 0; i < 4; i++) {
        expect(await ask(path), path).to.include({ status: 200 });
      }
    }
  });
});
