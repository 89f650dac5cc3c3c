import { randomUUID } from "node:crypto";
import type { Customer } from "../lessons/store.ts";
import type { StoreClient } from "../stage/store-client.ts";

/** A customer's cart; `adding`: the number of open requests that add to it. */
export type Cart = {
  id: string;
  client: StoreClient;
  taken: number;
  adding: number;
  isPaying: boolean;
};

const linesPerCart = 3;

/**
 * The carts of a load: anonymous carts with unique ids, created when needed; or
 * the carts of the customers, if the stage has a login.
 */
export function createCarts(client: StoreClient, customers?: Customer[]) {
  const carts = (customers ?? []).map(({ name, client }) =>
    newCart(name, client),
  );

  return {
    /** A cart to add to; undefined while all carts are being checked out. */
    toFill(): Cart | undefined {
      const idle = carts.filter(({ isPaying }) => !isPaying);
      const open = idle.find((cart) => cart.taken + cart.adding < linesPerCart);
      if (open) return open;
      if (customers) return idle[0];
      const cart = newCart(`shopper-${randomUUID()}`, client);
      carts.push(cart);
      return cart;
    },

    /** A full cart without an open request. */
    toPay: () =>
      carts.find(
        ({ taken, adding, isPaying }) =>
          taken >= linesPerCart && adding === 0 && !isPaying,
      ),

    /** Marks a cart as checked out; an anonymous cart is not used again. */
    leave(cart: Cart) {
      cart.taken = 0;
      if (!customers) carts.splice(carts.indexOf(cart), 1);
    },
  };
}

function newCart(id: string, client: StoreClient): Cart {
  return { id, client, taken: 0, adding: 0, isPaying: false };
}
