import type { Store } from "../../lessons/store.ts";
import { type Kind, round } from "../../shoppers/deck.ts";
import { judge } from "../../shoppers/go-shopping.ts";
import { createShopper, findItems } from "../../shoppers/shopper.ts";
import { StageError } from "../../stage/errors.ts";

const enough = 100_000;

/**
 * The requests of `npm run shoppers`, in fixed numbers: each customer makes one
 * request at a time, and every one of them has to succeed.
 */
export async function createBuyers(store: Store, random: () => number) {
  const items = await findItems(store);
  const customers = (await store.logInCustomers()) ?? [];
  for (const { number } of items) await store.client.stock.set(number, enough);

  /** Divides the orders among the customers. */
  async function share(orders: number, kinds: Kind[]): Promise<void> {
    let left = orders;
    await Promise.all(
      customers.map(async (customer) => {
        const trip = { store, items, customers: [customer] };
        const visit = createShopper(trip, random);
        while (left > 0) {
          left--;
          for (const kind of kinds) {
            const { answer, dueStatus } = await visit(kind);
            const { isDue, detail } = judge(answer, dueStatus);
            if (!isDue) throw new StageError(`${kind}: ${detail}`);
          }
        }
      }),
    );
  }

  const times = (kind: Kind, count: number) => Array<Kind>(count).fill(kind);
  return {
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
