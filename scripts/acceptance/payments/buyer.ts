import { expect } from "chai";
import { authorizationFor } from "../identities.ts";
import { book, sell } from "../kinds.ts";
import { newKey } from "../samples.ts";
import { send, store } from "../store.ts";
import type { Sale } from "./whole-orders.ts";

/** A book with enough copies, and customers with one of them in their carts. */
export async function openSale(customers = 1, stock = 5): Promise<Sale> {
  const { number } = await sell(book, { stock });
  const cartIds = Array.from({ length: customers }, newKey);
  for (const cartId of cartIds) {
    await store.carts.add(cartId, { kind: "book", number, quantity: 1 });
  }
  return { number, stock, cartIds };
}

/** One customer with one copy. */
export async function fillCart() {
  const sale = await openSale();
  const [cartId = ""] = sale.cartIds;
  return { ...sale, sale, cartId };
}

/** Checks a cart out by this card; without a token, by the one on file. */
export function checkOut(cartId: string, token?: string, key?: string) {
  return send("POST", `/carts/${cartId}/checkout`, {
    ...(token && { json: { payment: { token } } }),
    headers: key ? { "idempotency-key": key } : {},
  });
}

export const onHand = async (number: string) =>
  (await store.stock.get(number)).onHand;

export const action = "tok_requires_action";

/** Nothing is taken, and the customer can go on. */
export async function expectUntouched({ number, stock, cartIds }: Sale) {
  const [cartId = ""] = cartIds;
  expect(await onHand(number)).to.equal(stock);
  const { lines } = await store.carts.setQuantity(cartId, number, 1);
  expect(lines).to.have.length(1);
}

type Shown = { orderId: string; payment?: string; action?: { url: string } };

export const shown = async (response: Response) =>
  (await response.json()) as Shown;

/** The customer of the cart confirms or rejects the charge of an order. */
export const answer = (cartId: string, orderId: string, approved: boolean) =>
  send("POST", `/orders/${orderId}/payment`, {
    json: { approved },
    headers: authorizationFor(`/carts/${cartId}`),
  });
