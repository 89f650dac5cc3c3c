import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { openDatabase } from "../../../demo99/commons/database.ts";
import { createReservationRepository } from "../../../demo99/services/inventory-api/src/reservation-repository.ts";
import { createPaymentRepository } from "../../../demo99/services/payment-api/src/payment-repository.ts";
import { createCartRepository } from "../../../demo99/services/shoppingcart-api/src/cart-repository.ts";
import { createCheckoutKeyRepository } from "../../../demo99/services/shoppingcart-api/src/checkout-key-repository.ts";
import { createOrderRepository } from "../../../demo99/services/shoppingcart-api/src/order-repository.ts";
import { courseDirectory } from "../../course.ts";
import { startEmbeddedMongo } from "../../embedded-mongo/server.ts";

type Filter = Record<string, unknown>;
type Started = {
  databaseName: string;
  commandName: string;
  command: Record<string, never>;
};
type Update = { q: Filter; upsert?: boolean; multi?: boolean };
type Index = { key: Filter; unique?: boolean };

const file = join(courseDirectory, "demo99/deployment/shards.js");

/** The shard key of each collection, as mongosh would get it. */
function readShardKeys(): Map<string, string> {
  const keys = new Map<string, string>();
  const shardCollection = (name: string, key: object) =>
    keys.set(name, Object.keys(key).join());
  runInNewContext(readFileSync(file, "utf8"), { sh: { shardCollection } });
  return keys;
}

/** The rules of MongoDB 7.0 and earlier for a command that writes. */
function isAllowed({ commandName, command }: Started, key: string): boolean {
  const has = (filter: Filter, name: string) =>
    filter[name] !== undefined &&
    !Object.keys(Object(filter[name])).some((word) => word.startsWith("$"));
  const names = (it: Filter) => has(it, key) || has(it, "_id");
  const of = <T>(member: string) => (command[member] ?? []) as T[];
  if (commandName === "findAndModify") return has(command.query ?? {}, key);
  if (commandName === "delete") {
    return of<Update>("deletes").every(({ q }) => names(q));
  }
  if (commandName === "createIndexes") {
    const unique = of<Index>("indexes").filter((index) => index.unique);
    return unique.every((index) => Object.keys(index.key)[0] === key);
  }
  return of<Update>("updates").every(({ q, upsert, multi }) =>
    upsert ? has(q, key) : multi || names(q),
  );
}

describe("the shards", () => {
  const keys = readShardKeys();
  const started: Started[] = [];
  let server: Awaited<ReturnType<typeof startEmbeddedMongo>>;
  const opened: ReturnType<typeof openDatabase>[] = [];

  before(async () => {
    server = await startEmbeddedMongo();
  });
  after(async () => {
    for (const { client } of opened) await client.close();
    await server.close();
  });

  function open(service: string) {
    const database = openDatabase(server.url, service);
    database.client.on("commandStarted", (it) => started.push(it as never));
    opened.push(database);
    return database;
  }

  const line = {
    ...{ kind: "book" as const, number: "9798000000007", title: "Pie" },
    ...{ quantity: 1, priceCents: 900 },
  };
  const now = new Date();
  const orderId = "order-1";

  async function useCarts() {
    const database = open("shoppingcart-api");
    const carts = createCartRepository(database);
    const cartId = "alice";
    await carts.prepare();
    await carts.addLine(cartId, line);
    const checkout = { orderId, since: now, lines: [line], token: "tok" };
    const current = () => carts.get(cartId);
    await carts.setQuantity(await current(), line.number, 2);
    await carts.remember(await current(), [line]);
    await carts.beginCheckout(await current(), checkout);
    await carts.awaitAction(cartId, orderId);
    await carts.resumeCheckout(cartId, orderId);
    await carts.endCheckout(cartId, orderId);
    await carts.undoCheckout(await current(), [line]);
    await carts.removeLine(cartId, line.number);

    const orders = createOrderRepository(database);
    await orders.prepare();
    const order = { orderId, cartId, lines: [line], totalCents: 900 };
    const paid = { status: "CONFIRMED", payment: "PAID" } as const;
    await orders.decide({ ...order, ...paid, decidedAt: now });
    await orders.beginRefund(orderId);
    const [open_] = await orders.findOpenBefore(new Date(Date.now() + 1_000));
    if (!open_) throw new Error("The order is not open.");
    await orders.reopen(open_);
    await orders.close(open_);

    const checkouts = createCheckoutKeyRepository(database);
    await checkouts.prepare();
    await checkouts.remember(cartId, "key-1", { orderId });
  }

  async function useReservations() {
    const reservations = createReservationRepository(open("inventory-api"));
    await reservations.prepare();
    const opened = await reservations.open({ orderId, lines: [] });
    await reservations.settle(orderId, "RESERVED");
    await reservations.resume({ ...opened, status: "RESERVED" });
    await reservations.sell([orderId], new Date(Date.now() + 1_000));
    await reservations.cancel(orderId);
    await reservations.setGivenBack(orderId);
    await reservations.close([orderId], new Date(Date.now() + 1_000));
  }

  async function usePayments() {
    const payments = createPaymentRepository(open("payment-api"));
    await payments.prepare();
    const payment = { orderId, status: "PENDING", createdAt: now };
    const saved = await payments.save(payment as never);
    const again = await payments.save(saved as never);
    await payments.remove(again as never);
  }

  it("are found by every write, and need no unique index", async () => {
    await useCarts();
    await useReservations();
    await usePayments();

    const writes = ["update", "findAndModify", "delete", "createIndexes"];
    const collectionOf = ({ databaseName, commandName, command }: Started) =>
      `${databaseName}.${command[commandName]}`;
    const written = started.filter((it) => writes.includes(it.commandName));
    expect(new Set(written.map(collectionOf))).to.deep.equal(
      new Set(keys.keys()),
    );
    for (const it of written) {
      const key = keys.get(collectionOf(it)) as string;
      expect(isAllowed(it, key), JSON.stringify(it.command)).to.equal(true);
    }
  });
});
