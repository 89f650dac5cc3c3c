import { expect } from "chai";
import type { Order } from "../src/order.ts";
import type { createStore } from "./test-store.ts";

type Store = ReturnType<typeof createStore>;

/**
 * Each order is confirmed, with stock taken and paid, or refunded; or it has
 * failed, with nothing taken. Returns the confirmed ones.
 */
export async function expectWhole(
  { ports, payments, reserved, listOrders }: Store,
  cartId: string,
  what: string,
): Promise<Order[]> {
  const orders = await listOrders(cartId);
  const confirmed = orders.filter(({ status }) => status === "CONFIRMED");
  const isHeld = ({ payment }: Order) => payment === "PAID";
  for (const order of orders) {
    const { orderId, totalCents, openSince } = order;
    const moves = payments.movesOf(orderId);
    const due = isHeld(order) ? totalCents : 0;
    expect(openSince, what).to.equal(undefined);
    expect(payments.balanceOf(orderId), what).to.equal(due);
    expect(moves.length, what).to.be.at.most(isHeld(order) ? 1 : 2);
  }
  const ids = (list: Order[]) => list.map(({ orderId }) => orderId);
  expect(ids(orders), what).to.include.members([...payments.ledger.keys()]);
  expect([...reserved], what).to.have.members(ids(confirmed.filter(isHeld)));

  const { checkout, lines } = await ports.carts.get(cartId);
  expect(checkout, what).to.equal(undefined);
  expect(lines.length, what).to.equal(confirmed.length > 0 ? 0 : 1);
  return confirmed;
}
