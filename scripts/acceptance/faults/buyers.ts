import { book, sell } from "../kinds.ts";
import { newKey, unique } from "../samples.ts";
import { StoreError, throughShop } from "../store.ts";
import type { CheckoutRun } from "./checkout-run.ts";

export type Sale = CheckoutRun & {
  /** How often a customer had to repeat a click. */
  repeats: number;
};

const mostClicks = 20;

/** A book with enough copies for all buyers. */
export async function openSale(): Promise<Sale> {
  const stock = 1000;
  const { number } = await sell(book, { stock });
  return { number, stock, carts: [], orders: new Map(), repeats: 0 };
}

/** A customer fills a cart in the browser, and pays. */
export async function buyOne(sale: Sale) {
  const cartId = newKey();
  await putIntoCart(sale, cartId);
  await pay(sale, cartId);
}

async function putIntoCart(sale: Sale, cartId: string) {
  const line = { kind: "book", number: sale.number, quantity: 1 } as const;
  sale.carts.push(cartId);
  await insist(sale, {
    click: () => throughShop.carts.add(cartId, line),
    hasWorked: async () => !(await isEmpty(cartId)),
  });
}

/** An empty cart after a 503 shows that the checkout was completed. */
export async function pay(sale: Sale, cartId: string) {
  const order = await insist(sale, {
    click: () => throughShop.carts.checkout(cartId),
    hasWorked: () => isEmpty(cartId),
  });
  if (order) sale.orders.set(cartId, order);
}

/** The staff puts a new book on sale. */
export async function addOne(sale: Sale) {
  const title = unique();
  await insist(sale, {
    click: () =>
      throughShop.books.create({
        title,
        author: "Ann Author",
        year: 2001,
        priceCents: 1250,
      }),
    hasWorked: async () => {
      const { items } = await throughShop.books.search({ q: title });
      return items.length > 0;
    },
  });
}

async function isEmpty(cartId: string) {
  return (await throughShop.carts.get(cartId)).lines.length === 0;
}

type Click<T> = { click(): Promise<T>; hasWorked(): Promise<boolean> };

/** After a 503, checks whether the click had an effect; repeats it if not. */
async function insist<T>(sale: Sale, { click, hasWorked }: Click<T>) {
  for (let clicks = 1; ; clicks++) {
    try {
      return await click();
    } catch (error) {
      const isUnavailable = error instanceof StoreError && error.status === 503;
      if (!isUnavailable || clicks === mostClicks) throw error;
      sale.repeats++;
      if (await hasWorked()) return undefined;
    }
  }
}
