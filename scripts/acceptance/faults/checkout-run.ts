import { expect } from "chai";
import type { Order } from "../../../demo01/client/store-client.ts";
import { until } from "../../testing/until.ts";
import { book, sell } from "../kinds.ts";
import { atOnce, fewAtOnce } from "../samples.ts";
import { StoreError, store } from "../store.ts";
import { fillCart } from "./shop.ts";

export type CheckoutRun = {
  number: string;
  stock: number;
  carts: string[];
  orders: Map<string, Order>;
};

type Plan = { buyers: number; breakAfter: number; breaking: () => unknown };

/**
 * Many buyers, ten at a time, each with one copy; after some of them, the event
 * happens. Returns when all have had a response, of any status.
 */
export async function runCheckouts(plan: Plan): Promise<CheckoutRun> {
  const stock = plan.buyers * 2;
  const { number } = await sell(book, { stock });
  const buyers = Array.from({ length: plan.buyers }, () => number);
  const carts = await fewAtOnce(buyers, fillCart);
  const orders = new Map<string, Order>();
  const waiting = [...carts];
  let broken: unknown;

  async function buy() {
    for (let cart = waiting.pop(); cart; cart = waiting.pop()) {
      const order = await checkout(cart);
      if (order) orders.set(cart, order);
      if (orders.size >= plan.breakAfter) broken ??= plan.breaking();
    }
  }

  await Promise.all(atOnce(10, buy));
  await broken;
  return { number, stock, carts, orders };
}

/** The order, or undefined without a response; a refusal fails the test. */
async function checkout(cartId: string): Promise<Order | undefined> {
  try {
    return await store.carts.checkout(cartId);
  } catch (error) {
    expect(error)
      .to.be.instanceOf(StoreError)
      .with.property("status")
      .that.is.oneOf([0, 503]);
    return undefined;
  }
}

export async function findFilledCarts(carts: string[]): Promise<string[]> {
  const contents = await fewAtOnce(carts, (id) => store.carts.get(id));
  return contents
    .filter(({ lines }) => lines.some(({ quantity }) => quantity === 1))
    .map(({ cartId }) => cartId);
}

/** Each copy is on hand, or sold to a customer with an empty cart. */
export async function untilStockAddsUp(run: CheckoutRun) {
  await until(
    "on hand + sold is what there was",
    async () => {
      const { onHand } = await store.stock.get(run.number);
      const filled = await findFilledCarts(run.carts);
      const sold = run.carts.length - filled.length;
      expect(onHand + sold).to.equal(run.stock);
    },
    { withinMs: 30_000, everyMs: 100 },
  );
}

/** Confirmed orders stay confirmed, and all other buyers can still buy. */
export async function expectWholeShop(run: CheckoutRun) {
  const filled = await findFilledCarts(run.carts);
  for (const [cartId, order] of run.orders) {
    expect(filled).not.to.include(cartId);
    expect(await store.orders.get(order.orderId)).to.deep.equal(order);
  }

  // A circuit may be open for a while; no other refusal is right.
  const refusals: unknown[] = [];
  await until(
    "all others have bought, too",
    async () => {
      const left = await findFilledCarts(filled);
      await fewAtOnce(left, (cartId) =>
        checkout(cartId).catch((error) => refusals.push(error)),
      );
      return left.length === 0;
    },
    { withinMs: 20_000 },
  );
  expect(refusals).to.deep.equal([]);

  const { onHand } = await store.stock.get(run.number);
  expect(onHand).to.equal(run.stock - run.carts.length);
}
