import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Stage } from "../stage/stage.ts";
import { assume } from "./lesson.ts";
import { type Customer, connect, type Store } from "./store.ts";

type Entry = { type: "CHARGE" | "VOID" | "REFUND"; amountMinor: number };

export type Purchases = {
  /** Checkouts with an order. */
  orders: number;
  /** Checkouts with a 503, which the client has repeated. */
  refused: number;
};

const mostAttempts = 20;
const paceMs = 100;

/** Two customers, and a book whose price no other order has. */
export async function openShop(stage: Stage) {
  const store = await connect(stage);
  const customers = (await store.logInCustomers()) ?? [];
  const priceCents = randomInt(100_000, 1_000_000);
  const { number } = await store.client.books.create({
    ...{ title: "Twice-baked Pie", author: "B. Baker", year: 2026 },
    ...{ priceCents, stock: 1_000 },
  });
  for (const customer of customers) await emptyCart(customer);

  return {
    priceCents,

    /** Each customer buys so many books, one after the other. */
    async buy(each: number): Promise<Purchases> {
      const purchases = { orders: 0, refused: 0 };
      const buyAll = async (customer: Customer) => {
        for (let i = 0; i < each; i++) {
          purchases.refused += await buyOne(store, customer, number);
          purchases.orders++;
        }
      };
      await Promise.all(customers.map(buyAll));
      return purchases;
    },

    /** How many books are paid at this moment, by the ledger. */
    async countPaid(): Promise<number> {
      const ledger = `${stage.url("payment-processor")}/ledger`;
      const { items } = (await (await fetch(ledger)).json()) as {
        items: Entry[];
      };
      return items
        .filter(({ amountMinor }) => amountMinor === priceCents)
        .reduce((sum, { type }) => sum + (type === "CHARGE" ? 1 : -1), 0);
    },
  };
}

/** Repeats a checkout until it succeeds; returns the number of refusals. */
async function buyOne(
  { answerOf }: Store,
  { name, client }: Customer,
  number: string,
) {
  await client.carts.add(name, { kind: "book", number, quantity: 1 });
  const key = randomUUID();
  for (let refused = 0; refused < mostAttempts; refused++) {
    const answer = await answerOf(client.carts.checkout(name, { key }));
    if (answer.ok) return refused;
    assume(answer.status === 503, `Checkout: ${answer.status}.`);
    await pause(paceMs);
  }
  throw new Error(`No checkout succeeds in ${mostAttempts} attempts.`);
}

async function emptyCart({ name, client }: Customer) {
  const { lines } = await client.carts.get(name);
  for (const { number } of lines) await client.carts.remove(name, number);
}
