// @from-99 @long

import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { MongoClient } from "mongodb";
import { until } from "../../testing/until.ts";
import { listen, runningStage } from "../hooks.ts";
import { failure, newOrder, payAtLast, payments } from "./payments.ts";

const numbers = ["4242424242424242", "4242 4242 4242 4242"];
const [card] = numbers;

/** A card number in any spelling. */
const isCardData = /4242[ _-]?4242[ _-]?4242/;

async function databases(): Promise<string> {
  const client = new MongoClient(runningStage().mongodbUrl);
  try {
    const { databases } = await client.db().admin().listDatabases();
    const texts: string[] = [];
    for (const { name } of databases) {
      for (const collection of await client.db(name).collections()) {
        texts.push(JSON.stringify(await collection.find().toArray()));
      }
    }
    return texts.join("\n");
  } finally {
    await client.close();
  }
}

async function spans(): Promise<string> {
  const query = "limit=1000";
  const url = `http://localhost:9411/api/v2/traces?${query}`;
  return (await fetch(url)).text();
}

async function logs(): Promise<string> {
  const url = `${runningStage().url("monitoring")}/logs?service=payment-api&limit=1000`;
  return (await fetch(url)).text();
}

describe("the data of a card", () => {
  const lines: string[] = [];
  let stopListening = () => {};

  before(() => {
    stopListening = listen((_id, line) => lines.push(line));
  });
  after(() => stopListening());

  it("are in no log, no trace and no database", async () => {
    const refused = numbers.flatMap((number) => [
      payments.pay(newOrder({ orderId: number })),
      payments.pay(newOrder({ customerReference: number })),
      payments.pay(newOrder({ currency: number })),
      payments.pay(newOrder({ token: number })),
      payments.pay(newOrder({ token: `tok_${number}` })),
      payments.get({ orderId: number }),
      payments.cancel({ orderId: number }),
      payments.refund({ orderId: number }),
      payments.list({ customerReference: number, limit: 1, after: number }),
    ]);
    await Promise.all(refused.map(failure));
    const direct = await fetch(
      `${runningStage().url("payment-processor")}/charges`,
      {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ key: "k", token: card, cvc: "123" }),
      },
    );
    expect(direct.status).to.equal(400);
    const order = newOrder();
    await payAtLast(order);

    // The last call is there, so the others are there, too.
    const { orderId } = order;
    const stored = await databases();
    expect(stored).to.include(orderId);
    await until(
      "the spans and lines of the last call",
      async () => {
        expect(await spans()).to.include("payment.PaymentService");
        expect(await logs()).to.include("Pay /payment.PaymentService OK");
      },
      { withinMs: 15_000, everyMs: 200 },
    );
    for (const text of [stored, await spans(), await logs(), ...lines]) {
      expect(text).not.to.match(isCardData);
    }
    expect(lines.join()).to.include("Pay /payment.PaymentService OK");
  }).timeout(120_000);
});
