import { randomUUID } from "node:crypto";
import type { Customer } from "../lessons/store.ts";
import type { StoreClient } from "../stage/store-client.ts";

/** A customer's cart; `adding`: things that are on their way into it. */
export type Cart = {
  id: string;
  client: StoreClient;
  taken: number;
  adding: number;
  isPaying: boolean;
};

const linesPerCart = 3;

/**
 * The carts of a trip: a new one whenever one is needed, named as nobody else
 * is; or those of the customers, where only they have carts.
 */
export function createCarts(client: StoreClient, customers?: Customer[]) {
  const carts = (customers ?? []).map(({ name, client }) =>
    newCart(name, client),
  );

  return {
    /** One to put something into; undefined while each is being paid. */
    toFill(): Cart | undefined {
      const idle = carts.filter(({ isPaying }) => !isPaying);
      const open = idle.find((cart) => cart.taken + cart.adding < linesPerCart);
      if (open) return open;
      if (customers) return idle[0];
      const cart = newCart(`shopper-${randomUUID()}`, client);
      carts.push(cart);
      return cart;
    },

    /** One that is full; nobody pays while still taking things. */
    toPay: () =>
      carts.find(
        ({ taken, adding, isPaying }) =>
          taken >= linesPerCart && adding === 0 && !isPaying,
      ),

    /** It is paid, and empty: of use only to its customer. */
    leave(cart: Cart) {
      cart.taken = 0;
      if (!customers) carts.splice(carts.indexOf(cart), 1);
    },
  };
}

function newCart(id: string, client: StoreClient): Cart {
  return { id, client, taken: 0, adding: 0, isPaying: false };
}
