import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { MongoClient } from "mongodb";
import { createCatalogRepository } from "#commons/catalog/catalog-repository.ts";
import { env } from "#commons/env.ts";
import { book } from "../../book-api/src/book.ts";
import { cd } from "../../cd-api/src/cd.ts";
import { createReservationRepository } from "../../inventory-api/src/reservation-repository.ts";
import { createReservationService } from "../../inventory-api/src/reservation-service.ts";
import { createStockRepository } from "../../inventory-api/src/stock-repository.ts";
import { createCartRepository } from "../src/cart-repository.ts";
import { createCartService } from "../src/cart-service.ts";
import { createCheckoutService } from "../src/checkout-service.ts";
import { createOrderRepository } from "../src/order-repository.ts";
import { createPaymentService } from "../src/payment-service.ts";
import { createFakePayments } from "./fake-payments.ts";

/** All services on one database, without HTTP between them. */
function createStore(client: MongoClient) {
  const database = client.db(`test-${randomUUID()}`);
  const books = createCatalogRepository(database, book);
  const cds = createCatalogRepository(database, cd);
  const stock = createStockRepository(database);
  const reservations = createReservationService(
    stock,
    createReservationRepository(database),
  );
  const carts = createCartRepository(database);
  const service = createCartService(carts, {
    find: async (kind, numbers) => {
      const items = await (kind === "cd" ? cds : books).list(numbers);
      return items.map(({ number, title, priceCents }) => [
        number,
        { title, priceCents },
      ]);
    },
  });
  const orders = createOrderRepository(database);
  const checkouts = createCheckoutService(
    carts,
    orders,
    {
      reserve: async (orderId, lines) => {
        await reservations.reserve({ orderId, lines });
      },
      cancel: reservations.cancel,
    },
    createPaymentService(createFakePayments().client, orders),
    service,
  );
  return { database, books, cds, stock, carts: service, checkouts };
}

describe("the database commands of a store", () => {
  let client: MongoClient;
  let store: ReturnType<typeof createStore>;
  let commands: string[];

  before(async () => {
    const url = env("MONGODB_URL", "mongodb://localhost:27017");
    client = new MongoClient(url, { monitorCommands: true });
    client.on("commandStarted", ({ commandName }) => {
      commands.push(commandName);
    });
    commands = [];
    store = createStore(client);
    await store.books.insert(book.example);
    await store.cds.insert(cd.example);
    for (const { number } of [book.example, cd.example]) {
      await store.stock.set({ number, onHand: 5 });
    }
  });
  after(async () => {
    await store.database.dropDatabase();
    await client.close();
  });

  it("are ten at most for a checkout of two items", async () => {
    const { carts, checkouts } = store;
    const { number } = book.example;
    await carts.addLine("ann", { kind: "book", number, quantity: 1 });
    await carts.addLine("ann", {
      kind: "cd",
      number: cd.example.number,
      quantity: 2,
    });
    commands = [];

    const order = await checkouts.checkout("ann");

    expect(order.status).to.equal("CONFIRMED");
    expect(commands, commands.join()).to.have.length.within(1, 10);
  });

  it("are one for all lines of a cart that a catalogue has", async () => {
    const { carts, books } = store;
    const numbers = ["9798000000021", "9798000000038", "9798000000045"];
    for (const number of numbers) {
      await books.insert({ ...book.example, number });
      await carts.addLine("bob", { kind: "book", number, quantity: 1 });
    }
    commands = [];

    const { lines } = await carts.get("bob");

    expect(lines).to.have.length(3);
    expect(commands).to.deep.equal(["find", "find"]);
  });
});
