import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { HttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { as, testFindKey } from "#commons/test/test-auth.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { createShoppingCart } from "../src/shopping-cart.ts";
import { createFakePayments } from "./fake-payments.ts";
import { dune } from "./test-store.ts";

const catalog = async () => {
  return { items: [{ ...dune, title: "Dune", priceCents: 500 }], next: null };
};
const ann = as("ann", "customer");
const staff = as("admin", "admin");

describe("the payment of a checkout, over HTTP,", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let url: string;

  beforeEach(async () => {
    testDatabase = openTestDatabase();
    const book = catalog as unknown as HttpClient;
    const broker = { announce: async () => {} };
    const { routes } = createShoppingCart(testDatabase.database, broker, {
      ...{ book, cd: book, dvd: book, inventory: book },
      payment: createFakePayments().client,
    });
    const log = createLog("test", "silent");
    url = await serve(createApp({ log, routes, findKey: testFindKey }));
    await post("/carts/ann/lines", ann, { ...dune, quantity: 2 });
  });
  afterEach(async () => {
    closeServers();
    await testDatabase.close();
  });

  async function post(path: string, caller: object, body?: object) {
    const response = await fetch(url + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...caller },
      body: body ? JSON.stringify(body) : null,
    });
    const location = response.headers.get("location");
    const reply = await response.json();
    return { code: response.status, location, ...reply };
  }

  const checkOut = (token: string) =>
    post("/carts/ann/checkout", ann, { payment: { token } });

  it("is 201 with the order", async () => {
    for (const body of [undefined, {}, { payment: { token: "tok_visa" } }]) {
      await post("/carts/ann/lines", ann, { ...dune, quantity: 2 });
      const reply = await post("/carts/ann/checkout", ann, body);

      expect(reply.code).to.equal(201);
      expect(reply.location).to.equal(`/orders/${reply.orderId}`);
      expect(reply).to.include({ status: "CONFIRMED", payment: "PAID" });
      expect(reply).not.to.have.any.keys("cartId", "decidedAt", "openSince");
    }
  });

  it("is 402 with the reason", async () => {
    const reply = await checkOut("tok_declined");

    expect(reply).to.include({
      code: 402,
      title: "Payment Required",
      reason: "The card was declined.",
    });
  });

  it("is 400 for a token that may be a card number", async () => {
    for (const token of ["4242424242424242", "tok_4242", "", 1, null]) {
      const body = { payment: { token } };
      const reply = await post("/carts/ann/checkout", ann, body);

      expect(reply.code).to.equal(400);
      expect(reply.errors[0].field).to.equal("payment.token");
      expect(JSON.stringify(reply)).not.to.include("4242");
    }
  });

  it("goes on when the customer has confirmed the charge", async () => {
    const unpaid = await checkOut("tok_requires_action");
    const { orderId, action } = unpaid;
    const path = `/orders/${orderId}/payment`;

    expect(unpaid.code).to.equal(202);
    expect(unpaid.status).to.equal("PAYMENT_REQUIRES_ACTION");
    expect(action.url).to.match(/^http/);
    const bad = await post(path, ann, { approved: "yes" });
    expect(bad.errors[0].field).to.equal("approved");
    const approved = { approved: true };
    const other = await post(path, as("bob", "customer"), approved);
    expect(other.code).to.equal(404);
    const reply = await post(path, ann, approved);
    expect(reply).to.include({ code: 201, orderId, payment: "PAID" });
    expect(reply.location).to.equal(`/orders/${orderId}`);
  });

  it("is refunded by the staff only", async () => {
    const { orderId } = await checkOut("tok_visa");
    const path = `/orders/${orderId}/refund`;

    expect((await post(path, ann)).code).to.equal(403);
    const reply = await post(path, staff);
    expect(reply).to.include({ status: "CONFIRMED", payment: "REFUNDED" });
    expect((await post(path, staff, { colour: "red" })).code).to.equal(400);
    const unknown = await post("/orders/none/refund", staff);
    expect(unknown.code).to.equal(404);
  });
});
