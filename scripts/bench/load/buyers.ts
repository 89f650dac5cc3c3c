import { setTimeout as pause } from "node:timers/promises";
import type { Store } from "../../lessons/store.ts";
import { type Kind, round } from "../../shoppers/deck.ts";
import { judge } from "../../shoppers/go-shopping.ts";
import { createShopper, findItems } from "../../shoppers/shopper.ts";
import { StageError } from "../../stage/errors.ts";

const enough = 100_000;
const mostRepeated = 20;

/**
 * The requests of `npm run shoppers`, in fixed numbers: each customer makes one
 * request at a time. After a failure, which a busy machine may cause, the order
 * is begun again.
 */
export async function createBuyers(
  store: Store,
  random: () => number,
  afterFailureMs = 1_000,
) {
  const items = await findItems(store);
  const customers = (await store.logInCustomers()) ?? [];
  for (const { number } of items) await store.client.stock.set(number, enough);

  let repeated = 0;

  /** Divides the orders among the customers. */
  async function share(orders: number, kinds: Kind[]): Promise<void> {
    let left = orders;
    await Promise.all(
      customers.map(async (customer) => {
        const trip = { store, items, customers: [customer] };
        const visit = createShopper(trip, random);
        while (left > 0) {
          left--;
          let reason = await refusalOf(visit, kinds);
          while (reason) {
            if (++repeated > mostRepeated) throw tooMany(reason);
            await pause(afterFailureMs);
            reason = await refusalOf(visit, kinds);
          }
        }
      }),
    );
  }

  const times = (kind: Kind, count: number) => Array<Kind>(count).fill(kind);
  return {
    /** How many orders were begun again. */
    repeated: () => repeated,
    /** The pages that lead to so many orders. */
    browse: (orders: number) => share(orders, times("browse", round.browse)),
    /** So many orders, each with its cart. */
    buy: (orders: number) =>
      share(orders, [
        ...times("cart", round.cart),
        ...times("checkout", round.checkout),
      ]),
  };
}

type Visit = ReturnType<typeof createShopper>;

/** Makes requests up to the first that fails; why it fails. */
async function refusalOf(visit: Visit, kinds: Kind[]) {
  for (const kind of kinds) {
    const { answer, dueStatus } = await visit(kind);
    const { isDue, detail } = judge(answer, dueStatus);
    if (!isDue) return `${kind}: ${detail}`;
  }
  return undefined;
}

const tooMany = (reason: string) =>
  new StageError(`More than ${mostRepeated} orders fail. ${reason}`);
