import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as Client from "../../demo01/client/store-client.ts";
import type { Stage } from "../stage/stage.ts";

export type Store = Awaited<ReturnType<typeof connect>>;

/** What a call came to; the status is 0 when there was no answer. */
export type Answer<T> = { ok: true; body: T } | Refusal;
export type Refusal = { ok: false; status: number; detail: string };

const sample = {
  title: "How to Bake a Microservice Pie",
  author: "B. Baker",
  year: 2026,
  priceCents: 900,
  stock: 1,
};

/** The store of a stage, called by the stage's own client, as its staff. */
export async function connect({ directory }: Pick<Stage, "directory">) {
  const file = join(directory, "client", "store-client.ts");
  const client: typeof Client = await import(pathToFileURL(file).href);
  const store = client.createStoreClient();

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
