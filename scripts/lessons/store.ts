import type { Stage } from "../stage/stage.ts";
import { loadStoreClient, type StoreClient } from "../stage/store-client.ts";
import { logIn } from "./log-in.ts";

export type Store = Awaited<ReturnType<typeof connect>>;

/** What a call came to; the status is 0 when there was no answer. */
export type Answer<T> = { ok: true; body: T } | Refusal;
export type Refusal = { ok: false; status: number; detail: string };

/** Somebody with a cart, which has the customer's name. */
export type Customer = { name: string; client: StoreClient };

const sample = {
  title: "How to Bake a Microservice Pie",
  author: "B. Baker",
  year: 2026,
  priceCents: 900,
  stock: 1,
};

const staff = { name: "admin", password: "oven-mitts" };
const customers = [
  { name: "alice", password: "wonderland" },
  { name: "bob", password: "builder" },
];

/** The store of a stage, called by the stage's own client, as its staff. */
export async function connect({ directory }: Pick<Stage, "directory">) {
  const client = await loadStoreClient(directory);
  const guest = client.createStoreClient();
  const store = await logIn(client, staff);

  async function answerOf<T>(call: Promise<T>): Promise<Answer<T>> {
    try {
      return { ok: true, body: await call };
    } catch (error) {
      if (!(error instanceof client.StoreError)) throw error;
      const { status, message } = error;
      return { ok: false, status, detail: message };
    }
  }

  const addBook = () => answerOf(store.books.create(sample));

  return {
    client: store,
    urls: client.localUrls,
    /** Somebody who is not logged in. */
    guest,
    /** All customers that there are; undefined where anybody is one. */
    async logInCustomers(): Promise<Customer[] | undefined> {
      if (!guest.login) return undefined;
      return Promise.all(
        customers.map(async (account) => {
          return { name: account.name, client: await logIn(client, account) };
        }),
      );
    },
    answerOf,
    addBook,
    readBook: (number: string) => answerOf(store.books.get(number)),

    /** Adds books one after the other, and answers what was refused. */
    async addBooks(count: number): Promise<Refusal[]> {
      const refusals: Refusal[] = [];
      for (let call = 0; call < count; call++) {
        const answer = await addBook();
        if (!answer.ok) refusals.push(answer);
      }
      return refusals;
    },
  };
}

/** `3 × 503 "http://localhost:8084 does not answer."`, a line a reason. */
export function summarize(refusals: Refusal[]): string {
  const counts = new Map<string, number>();
  for (const { status, detail } of refusals) {
    const reason = `${status || "no answer"} "${detail}"`;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, count]) => `${count} × ${reason}`)
    .join("\n");
}
