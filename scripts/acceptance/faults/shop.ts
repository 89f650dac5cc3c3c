import { expect } from "chai";
import { book, sell } from "../kinds.ts";
import { newKey } from "../samples.ts";
import { send, store } from "../store.ts";

export const probes: Record<string, string> = {
  "book-api": "/books",
  "cd-api": "/cds",
  "dvd-api": "/dvds",
  "numbergenerator-api": "/numbers/book",
  "inventory-api": "/stock/123456789012",
  "shoppingcart-api": "/carts/probe",
};

/** A cart with one copy of the book. */
export async function fillCart(number: string): Promise<string> {
  const cartId = newKey();
  await store.carts.add(cartId, { kind: "book", number, quantity: 1 });
  return cartId;
}

/** Adds a book and buys it; fails if a step fails. */
export async function buyNewBook() {
  const { number } = await sell(book, { stock: 5 });
  const cartId = await fillCart(number);
  const { status } = await store.carts.checkout(cartId);
  expect(status).to.equal("CONFIRMED");
  expect((await store.stock.get(number)).onHand).to.equal(4);
}

/** How long a call took, and its answer. */
export async function timed(method: string, path: string, json?: unknown) {
  const start = performance.now();
  const response = await send(method, path, { json });
  await response.clone().text();
  return { response, ms: performance.now() - start };
}
