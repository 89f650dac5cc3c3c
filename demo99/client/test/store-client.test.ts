import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { createStoreClient, oneUrl, StoreError } from "../store-client.ts";

describe("store client", () => {
  let server: Server;

  async function clientOf(listener: RequestListener, timeoutMs = 5_000) {
    return createStoreClient(await urlsOf(listener), { timeoutMs });
  }

  async function urlsOf(listener: RequestListener) {
    server = createServer(listener).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    return oneUrl(`http://127.0.0.1:${port}/`);
  }

  async function failureOf(call: Promise<unknown>): Promise<StoreError> {
    const error = await call.catch((reason) => reason);
    expect(error).to.be.instanceOf(StoreError);
    return error as StoreError;
  }

  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  it("encodes paths and queries, and sends JSON", async () => {
    const seen: (string | undefined)[] = [];
    const store = await clientOf((req, res) => {
      seen.push(`${req.method} ${req.url}`, req.headers["content-type"]);
      res.end("{}");
    });

    await store.books.search({ q: "a&b", limit: 5 });
    await store.carts.setQuantity("c/1", "97", 2);

    expect(seen).to.deep.equal([
      "GET /books?q=a%26b&limit=5",
      undefined,
      "PUT /carts/c%2F1/lines/97",
      "application/json",
    ]);
  });

  it("sends the token that is current at each call", async () => {
    const seen: (string | undefined)[] = [];
    const urls = await urlsOf((req, res) => {
      seen.push(req.headers.authorization);
      res.end("{}");
    });
    let token: string | undefined;
    const store = createStoreClient(urls, { token: () => token });

    await store.books.search();
    token = "abc";
    await store.carts.checkout("alice");

    expect(seen).to.deep.equal([undefined, "Bearer abc"]);
  });

  it("logs in, and reports a token that the store refuses", async () => {
    const urls = await urlsOf((req, res) => {
      if (req.url !== "/login") res.statusCode = 401;
      res.end(JSON.stringify({ token: "new", expiresIn: 3600 }));
    });
    let token: string | undefined;
    const refused: string[] = [];
    const store = createStoreClient(urls, {
      token: () => token,
      onTokenRefused: (old) => refused.push(old),
    });

    const login = await store.login("alice", "wonderland");
    await failureOf(store.carts.get("alice"));
    token = login.token;
    await failureOf(store.carts.get("alice"));

    expect(refused).to.deep.equal(["new"]);
  });

  it("signs users up, and encodes their ids", async () => {
    const seen: unknown[] = [];
    const store = await clientOf((req, res) => {
      seen.push(`${req.method} ${req.url}`);
      res.end("{}");
    });
    const profile = { name: "Ada", email: "ada@store.example" };

    await store.users.create(profile);
    await store.users.replace("a/b", profile);
    await store.users.list({ limit: 5 });
    await store.messages.list({ channel: "#user", offset: 20 });

    expect(seen).to.deep.equal([
      "POST /user",
      "PUT /user/a%2Fb",
      "GET /users?limit=5",
      "GET /messages?channel=%23user&offset=20",
    ]);
  });

  it("reads a profile with its tag, and names the tag to replace it", async () => {
    const seen: unknown[] = [];
    const store = await clientOf((req, res) => {
      seen.push([req.method, req.headers["if-match"]]);
      res.setHeader("etag", `"${seen.length}"`).end('{"id":"ada"}');
    });
    const profile = { name: "Ada", email: "ada@store.example" };

    const { value, etag } = await store.users.read("ada");
    const replaced = await store.users.replace("ada", profile, etag);

    expect(value).to.deep.equal({ id: "ada" });
    expect(replaced.etag).to.equal('"2"');
    expect(seen).to.deep.equal([
      ["GET", undefined],
      ["PUT", '"1"'],
    ]);
  });

  it("throws the problem details of the store", async () => {
    const problem = { title: "Conflict", status: 409, detail: "Too few." };
    const store = await clientOf((_req, res) => {
      res.writeHead(409).end(JSON.stringify(problem));
    });

    const error = await failureOf(store.carts.checkout("c"));

    expect(error.message).to.equal("Too few.");
    expect(error.problem).to.deep.equal(problem);
  });

  it("throws status 0 for a reply that is cut off, late or not JSON", async () => {
    const answers: RequestListener[] = [
      (_req, res) => res.write("{", () => res.destroy()),
      () => {},
      (_req, res) => res.end("<html>"),
    ];
    const store = await clientOf((req, res) => answers.shift()?.(req, res), 99);

    for (const _ of [...answers]) {
      const error = await failureOf(store.orders.get("1"));
      expect(error).to.include({ status: 0 });
      expect(error.message).to.match(/^GET \/orders\/1: ./);
    }
  });

  it("sends the key of a checkout", async () => {
    const seen: unknown[] = [];
    const store = await clientOf((req, res) => {
      seen.push(req.headers["idempotency-key"]);
      res.end("{}");
    });

    await store.carts.checkout("alice", { key: "k1" });
    await store.carts.checkout("alice");

    expect(seen).to.deep.equal(["k1", undefined]);
  });

  it("aborts a search by its signal", async () => {
    const controller = new AbortController();
    const store = await clientOf(() => controller.abort());

    const error = await failureOf(store.cds.search({}, controller.signal));

    expect(error.status).to.equal(0);
  });

  it("reads the complete result of a search, or when to ask again", async () => {
    let isComplete = false;
    const store = await clientOf((_, res) => {
      res.statusCode = isComplete ? 200 : 202;
      res.setHeader("retry-after", "2");
      res.end(JSON.stringify({ items: [] }));
    });

    const first = await store.search.complete("/search/results/7");
    isComplete = true;
    const second = await store.search.complete("/search/results/7");

    expect(first).to.deep.equal({ retryAfterMs: 2_000 });
    expect(second.found).to.deep.equal({ items: [] });
  });
});
