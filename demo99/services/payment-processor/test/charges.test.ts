import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { createCharges } from "../src/charges.ts";

const log = createLog("test", "silent");
const publicUrl = "http://processor.example";
const shopUrl = "http://shop.example";

describe("payment-processor", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let url: string;

  beforeEach(async () => {
    testDatabase = openTestDatabase();
    const routes = createCharges(testDatabase.database, { publicUrl, shopUrl });
    url = await serve(createApp({ log, routes }));
  });
  afterEach(async () => {
    closeServers();
    await testDatabase.close();
  });

  async function call(method: string, path: string, body?: object) {
    const response = await fetch(url + path, {
      method,
      headers: { "content-type": "application/json" },
      body: body ? JSON.stringify(body) : null,
    });
    return { status: response.status, ...(await response.json()) };
  }

  const sent = { amountMinor: 1_250, currency: "eur", token: "tok_visa" };
  const charge = (key: string, changes = {}) =>
    call("POST", "/charges", { key, ...sent, ...changes });
  const post = (key: string, what: string, body = {}) =>
    call("POST", `/charges/${key}/${what}`, body);

  async function ledger() {
    const { items } = await call("GET", "/ledger");
    return items.map((it: Record<string, unknown>) => {
      expect(it.currency).to.equal("eur");
      return `${it.key} ${it.type} ${it.amountMinor}`;
    });
  }

  it("charges a card once for each key, also if asked at once", async () => {
    const replies = await Promise.all([1, 2, 3].map(() => charge("a")));
    await charge("b");

    for (const reply of replies) {
      expect(reply).to.deep.equal({
        ...{ key: "a", amountMinor: 1_250, currency: "eur" },
        ...{ status: "SUCCEEDED", last4: "4242" },
      });
    }
    expect(await call("GET", "/charges/a")).to.deep.equal(replies[0]);
    expect(await ledger()).to.deep.equal(["a CHARGE 1250", "b CHARGE 1250"]);
  });

  it("lists the movements of money in the order of their times", async () => {
    await charge("b");
    await charge("a");
    await post("b", "refund");

    expect(await ledger()).to.deep.equal([
      "b CHARGE 1250",
      "a CHARGE 1250",
      "b REFUND 1250",
    ]);
  });

  it("refuses a key with other data", async () => {
    await charge("a");

    for (const changes of [
      { amountMinor: 1 },
      { currency: "usd" },
      { token: "tok_declined" },
    ]) {
      expect(await charge("a", changes)).to.include({ status: 409 });
    }
  });

  it("declines a card, with the reason", async () => {
    expect(await charge("a", { token: "tok_declined" })).to.include({
      ...{ status: "DECLINED", last4: "0002" },
      reason: "The card was declined.",
    });
    expect(await ledger()).to.deep.equal([]);
  });

  const bad = {
    "an unknown token": { token: "tok_other" },
    "a card number": { token: "4242424242424242" },
    "an unknown currency": { currency: "chf" },
    "an amount of zero": { amountMinor: 0 },
    "a negative amount": { amountMinor: -1 },
    "a fraction": { amountMinor: 10.5 },
    "a huge amount": { amountMinor: 100_000_000 },
    "an unknown field": { cvc: "123" },
  };

  for (const [what, changes] of Object.entries(bad)) {
    it(`refuses ${what}`, async () => {
      const { status, errors } = await charge("a", changes);

      expect(status).to.equal(400);
      const [field] = Object.keys(changes);
      expect(errors.map((it: { field: string }) => it.field)).to.deep.equal([
        field,
      ]);
      expect(JSON.stringify(errors)).not.to.include("4242424242424242");
      expect(await call("GET", "/charges/a")).to.include({ status: 404 });
    });
  }

  it("voids a charge once, and makes no later one with its key", async () => {
    await charge("a");

    for (const _ of [1, 2]) {
      expect(await post("a", "cancel")).to.include({ status: "CANCELLED" });
    }
    expect(await post("b", "cancel")).to.include({ status: "CANCELLED" });
    expect(await charge("b")).to.include({ status: "CANCELLED" });
    expect(await ledger()).to.deep.equal(["a CHARGE 1250", "a VOID 1250"]);
  });

  it("refunds a charge once, and nothing else", async () => {
    await charge("a");
    await charge("b", { token: "tok_declined" });

    for (const _ of [1, 2]) {
      expect(await post("a", "refund")).to.include({ status: "REFUNDED" });
    }
    expect(await post("a", "cancel")).to.include({ status: "REFUNDED" });
    expect(await post("b", "refund")).to.include({ status: 409 });
    expect(await post("c", "refund")).to.include({ status: 404 });
    expect(await ledger()).to.deep.equal(["a CHARGE 1250", "a REFUND 1250"]);
  });

  it("charges after the required action only, and if it is confirmed", async () => {
    const token = "tok_requires_action";
    for (const key of ["a", "b", "c"]) {
      expect(await charge(key, { token })).to.include({
        status: "REQUIRES_ACTION",
        actionUrl: `${publicUrl}/actions/${key}`,
      });
    }
    expect(await ledger()).to.deep.equal([]);

    const confirmed = await post("a", "complete", { approved: true });
    expect(confirmed).to.include({ status: "SUCCEEDED" });
    expect(confirmed).not.to.have.property("actionUrl");
    expect(await post("a", "complete", { approved: false })).to.include({
      status: "SUCCEEDED",
    });
    expect(await post("b", "complete", { approved: false })).to.include({
      ...{ status: "DECLINED", reason: "The charge was not confirmed." },
    });
    expect(await post("c", "cancel")).to.include({ status: "CANCELLED" });
    expect(await post("c", "complete", { approved: true })).to.include({
      status: "CANCELLED",
    });
    expect(await ledger()).to.deep.equal(["a CHARGE 1250"]);
  });

  it("has a page on which the owner of a card confirms a charge", async () => {
    const page = `${url}/actions/a`;
    expect((await fetch(page)).status).to.equal(404);
    await charge("a", { token: "tok_requires_action" });
    const before = await (await fetch(page)).text();
    expect(before).to.include("<title>Pay 12.50 EUR to The Pie Store</title>");
    expect(before).to.include('name="viewport"').and.include("<button");
    expect(before).to.include(`href="${shopUrl}"`);
    expect(before).not.to.include("REQUIRES_ACTION");

    const answer = new URLSearchParams({ approved: "true" });
    const response = await fetch(page, { method: "POST", body: answer });

    const after = await response.text();
    expect(after).to.include("It is paid.").and.not.include("<button");
    expect(await ledger()).to.deep.equal(["a CHARGE 1250"]);
  });

  it("is slow if its settings say so", async () => {
    const settings = { publicUrl, shopUrl, delayMs: 150 };
    const routes = createCharges(testDatabase.database, settings);
    url = await serve(createApp({ log, routes }));
    const startedAt = performance.now();

    expect(await charge("a")).to.include({ status: "SUCCEEDED" });

    expect(performance.now() - startedAt).to.be.above(140);
  });

  it("does not respond about one token, and makes no charge", async () => {
    const controller = new AbortController();
    const body = JSON.stringify({ key: "a", ...sent, token: "tok_down" });
    const headers = { "content-type": "application/json" };
    const { signal } = controller;
    let isOver = false;
    const silent = fetch(`${url}/charges`, {
      ...{ method: "POST", headers, body, signal },
    }).finally(() => {
      isOver = true;
    });
    silent.catch(() => {});

    for (const key of ["b", "c"]) await charge(key);

    expect(isOver).to.equal(false);
    expect(await call("GET", "/charges/a")).to.include({ status: 404 });
    controller.abort();
  });
});
