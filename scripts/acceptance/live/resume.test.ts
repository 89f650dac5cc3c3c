// @from-99 @long

import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { itInFull } from "../../testing/it-where.ts";
import { until } from "../../testing/until.ts";
import { itWithSignals, runningStage } from "../hooks.ts";
import { book, sell } from "../kinds.ts";
import { newKey } from "../samples.ts";
import { store } from "../store.ts";
import {
  closeAll,
  connected,
  customerToken,
  onHandOf,
  setStockDirectly,
  statusOf,
} from "./live-client.ts";

const soon = { withinMs: 20_000 };

describe("the live connection, after a restart", () => {
  afterEach(closeAll);

  it("of the gateway, can be opened again", async () => {
    const { number } = await sell(book, { stock: 5 });
    const before = await connected();
    await setStockDirectly(number, 5);
    await runningStage().kill("gateway/1");
    await until("the end", () => before.end.code !== undefined);
    await setStockDirectly(number, 6);
    await runningStage().restart("gateway/1");

    const client = await connected();
    await store.stock.set(number, 7);

    await until("the stock", () => onHandOf(client, number) === 7, soon);
  });

  itWithSignals("of the gateway, is closed in an orderly way", async () => {
    const clients = [await connected(), await connected()];

    await runningStage().terminate("gateway/1");

    for (const { end } of clients) {
      await until("the end", () => end.code !== undefined);
      expect(end.code).to.equal(1001);
    }
    await until("the gateway has ended", () => {
      const instances = runningStage().instances();
      return instances.some(
        ({ id, state }) => id === "gateway/1" && state === "down",
      );
    });
  });

  it("of inventory-api, goes on", async () => {
    const { number } = await sell(book, { stock: 5 });
    const client = await connected();
    await runningStage().kill("inventory-api/1");
    await runningStage().restart("inventory-api/1");

    await store.stock.set(number, 7);

    await until("the stock", () => onHandOf(client, number) === 7, soon);
    expect(client.end).to.deep.equal({});
  });

  itInFull(
    "of the broker, goes on: pages read again, and nothing waits",
    async () => {
      const { number } = await sell(book, { stock: 5 });
      const customer = newKey();
      await store.carts.add(customer, { kind: "book", number, quantity: 1 });
      const client = await connected(customerToken(customer));
      await runningStage().kill("rabbitmq");

      const startedAt = performance.now();
      await store.stock.set(number, 8);
      await store.carts.checkout(customer);
      expect(performance.now() - startedAt).to.be.below(2_000);
      await runningStage().restart("rabbitmq");

      const resyncs = () => client.seen.filter(({ type }) => type === "resync");
      await until("the advice to read", () => resyncs().length > 1, soon);
      expect((await store.stock.get(number)).onHand).to.equal(7);
      await store.stock.set(number, 9);
      await until("the stock", () => onHandOf(client, number) === 9, soon);
      await store.carts.add(customer, { kind: "book", number, quantity: 1 });
      const { orderId } = await store.carts.checkout(customer);
      await until("the order", () => Boolean(statusOf(client, orderId)), soon);
      expect(client.end).to.deep.equal({});
    },
  );

  it("is the same at each of two gateways", async () => {
    const { number } = await sell(book, { stock: 5 });
    await runningStage().scale("gateway", 2);
    try {
      const clients = [
        await connected(undefined, { index: 1 }),
        await connected(undefined, { index: 2 }),
      ];

      await store.stock.set(number, 7);

      for (const client of clients) {
        await until("the stock", () => onHandOf(client, number) === 7, soon);
      }
    } finally {
      await runningStage().scale("gateway", 1);
    }
  });
});
