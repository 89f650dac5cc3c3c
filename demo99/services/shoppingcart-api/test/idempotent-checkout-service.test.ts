import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createHttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { testCaller } from "#commons/test/test-caller.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { createCheckoutKeyRepository } from "../src/checkout-key-repository.ts";
import { createShoppingCart } from "../src/shopping-cart.ts";
import { createFakePayments } from "./fake-payments.ts";

const line = { kind: "book", number: "9798000000014", quantity: 2 };
const item = { title: "Dune", priceCents: 500 };

describe("a checkout with an Idempotency-Key", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let url: string;
  let inventoryStatus: number;
  let payments: ReturnType<typeof createFakePayments>;

  beforeEach(async () => {
    payments = createFakePayments();
    testDatabase = openTestDatabase();
    inventoryStatus = 200;
    url = await start();
  });

  afterEach(async () => {
    closeServers();
    await testDatabase.close();
  });

  /** The service as a new process of it would be. */
  async function start() {
    const found = { items: [{ ...item, number: line.number }], next: null };
    const books = await serve((_req, res) => res.end(JSON.stringify(found)));
    const stock = await serve((_req, res) => {
      const problem = { detail: "short", shortages: [] };
      res.writeHead(inventoryStatus, { "retry-after": "1" });
      res.end(JSON.stringify(problem));
    });
    const call = testCaller();
    const book = createHttpClient(call, books);
    const { database } = testDatabase;
    const broker = { announce: async () => {} };
    const { routes, prepare } = createShoppingCart(database, broker, {
      ...{ book, cd: book, dvd: book },
      inventory: createHttpClient(call, stock),
      payment: payments.client,
    });
    await prepare();
    const log = createLog("test", "silent");
    return serve(createApp({ log, routes }));
  }

  const post = (path: string, name: string, body = {}, headers = {}) =>
    fetch(`${url}/carts/${name}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  const fill = (name = "ann") => post("/lines", name, line);

  async function checkout(key: string, name = "ann") {
    const headers = { "idempotency-key": key };
    const response = await post("/checkout", name, {}, headers);
    const { traceId: _, ...body } = await response.json();
    return {
      status: response.status,
      location: response.headers.get("location"),
      body,
    };
  }

  it("gets the same response when it is repeated", async () => {
    await fill();
    const first = await checkout("k1");
    await fill();

    expect(first.status).to.equal(201);
    expect(await checkout("k1")).to.deep.equal(first);
    const other = await checkout("k2");
    expect(other.status).to.equal(201);
    expect(other.body.orderId).not.to.equal(first.body.orderId);
    expect(await checkout("k1")).to.deep.equal(first);
  });

  it("gets the same refusal when it is repeated", async () => {
    const first = await checkout("k1");
    await fill();

    expect(first.status).to.equal(409);
    expect(await checkout("k1")).to.deep.equal(first);
    expect((await checkout("k2")).status).to.equal(201);
  });

  it("is kept while another key is refused again and again", async () => {
    await fill();
    const first = await checkout("k1");
    for (let i = 0; i < 25; i++) {
      expect((await checkout("k2")).status).to.equal(409);
    }
    await fill();

    expect(first.status).to.equal(201);
    expect(await checkout("k1")).to.deep.equal(first);
  });

  it("is tried again after a 503", async () => {
    await fill();
    inventoryStatus = 503;
    expect((await checkout("k1")).status).to.equal(503);
    inventoryStatus = 200;

    const second = await checkout("k1");

    expect(second.status).to.equal(201);
    expect(await checkout("k1")).to.deep.equal(second);
  });

  it("gets the same response after the service was restarted", async () => {
    await fill();
    const first = await checkout("k1");
    url = await start();

    expect(await checkout("k1")).to.deep.equal(first);
  });

  it("makes one order when both requests are in flight", async () => {
    await fill();
    const replies = await Promise.all([
      ...[checkout("k1"), checkout("k1"), checkout("k1")],
    ]);

    for (const reply of replies) expect(reply).to.deep.equal(replies[0]);
    expect(replies[0]?.status).to.equal(201);
  });

  it("is remembered by a request that joined another one", async () => {
    await fill();
    const both = await Promise.all([checkout("k1"), checkout("k2")]);

    expect(both[1]).to.deep.equal(both[0]);
    expect(await checkout("k2")).to.deep.equal(both[0]);
  });

  it("is another key for another cart", async () => {
    await Promise.all([fill(), fill("bob")]);

    const [ann, bob] = [await checkout("k1"), await checkout("k1", "bob")];

    expect(bob.status).to.equal(201);
    expect(bob.body.orderId).not.to.equal(ann.body.orderId);
  });

  it("must be 1 to 100 visible characters", async () => {
    for (const key of ["x".repeat(101), "a b"]) {
      const { status, body } = await checkout(key);

      expect(status).to.equal(400);
      expect(body.errors[0].field).to.equal("idempotency-key");
    }
  });
});

describe("stored checkout keys", () => {
  it("are forgotten after a day", async () => {
    const { database, close } = openTestDatabase();
    await createCheckoutKeyRepository(database).prepare();

    const [, index] = await database.collection("checkoutKeys").indexes();

    expect(index).to.include({ expireAfterSeconds: 24 * 3_600 });
    expect(index?.key).to.deep.equal({ at: 1 });
    await close();
  });
});
