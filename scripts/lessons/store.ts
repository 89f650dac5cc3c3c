import type { Stage } from "../stage/stage.ts";
import { loadStoreClient, type StoreClient } from "../stage/store-client.ts";
import { logIn } from "./log-in.ts";

export type Store = Awaited<ReturnType<typeof connect>>;

/** The result of a call; the status is 0 without a reply. */
export type Answer<T> = { ok: true; body: T } | Refusal;
export type Refusal = { ok: false; status: number; detail: string };

/** A customer; the id of the cart is the customer's name. */
export type Customer = { name: string; client: StoreClient };

const sample = {
  title: "How to Bake a Microservice Pie",
  author: "B. Baker",
  year: 2026,
  priceCents: 900,
  stock: 1,
};

export const staff = { name: "admin", password: "oven-mitts" };
const customers = [
  { name: "alice", password: "wonderland" },
  { name: "bob", password: "builder" },
];

/** The store of a stage, through the stage's own client, logged in as staff. */
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
    /** The client without a login. */
    guest,
    /** The customers' clients; undefined on stages without a login. */
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

    /** Adds books one after the other, and returns the refusals. */
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

/** `3 × 503 "http://localhost:8084 does not answer."`, one line per reason. */
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
