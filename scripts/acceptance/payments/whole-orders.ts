import { expect } from "chai";
import { type Document, MongoClient } from "mongodb";
import { until } from "../../testing/until.ts";
import { runningStage } from "../hooks.ts";
import { store } from "../store.ts";
import { readLedger } from "./payments.ts";

type Order = {
  _id: string;
  cartId: string;
  status: "CONFIRMED" | "CANCELLED";
  payment?: "PAID" | "REFUNDED";
  lines: { quantity: number }[];
  openSince?: Date;
};
type Payment = {
  _id: string;
  customerReference: string;
  status: string;
  openSince?: Date;
};
type Cart = { _id: string; checkout?: { orderId: string } };

/** What shoppingcart-api and payment-api have stored. */
export async function readAll() {
  const client = new MongoClient(runningStage().mongodbUrl);
  const read = <T extends Document>(database: string, collection: string) =>
    client.db(database).collection<T>(collection).find().toArray();
  try {
    return {
      orders: (await read("shoppingcart-api", "orders")) as unknown as Order[],
      carts: (await read("shoppingcart-api", "carts")) as unknown as Cart[],
      payments: (await read("payment-api", "payments")) as unknown as Payment[],
    };
  } finally {
    await client.close();
  }
}

export type Sale = { number: string; stock: number; cartIds: string[] };

/** Waits until no checkout, no order and no payment of these carts is open. */
function untilClosed({ cartIds }: Sale) {
  return until(
    "all checkouts are over, and all money is returned",
    async () => {
      const { orders, carts, payments } = await readAll();
      const own = {
        orders: orders.filter(({ cartId }) => cartIds.includes(cartId)),
        payments: payments.filter((payment) =>
          cartIds.includes(payment.customerReference),
        ),
      };
      const begun = carts.filter(({ checkout }) => checkout);
      const open = [...own.orders, ...own.payments].filter(
        ({ openSince }) => openSince,
      );
      expect(open).to.deep.equal([]);
      const ids = begun.map(({ _id }) => _id);
      expect(ids.filter((id) => cartIds.includes(id))).to.deep.equal([]);
      return own;
    },
    { withinMs: 60_000, everyMs: 200 },
  );
}

/** What the ledger has for an order that is confirmed or has failed. */
const ledgers: Record<string, string[]> = {
  "CONFIRMED PAID": ["CHARGE"],
  "CONFIRMED REFUNDED": ["CHARGE REFUND"],
  "CANCELLED none": ["", "CHARGE VOID"],
};

/**
 * Compares orders, payments, ledger and stock: confirmed is paid, once; failed
 * is not charged, and its stock is back. Returns the confirmed orders.
 */
export async function expectWholeOrders(sale: Sale): Promise<Order[]> {
  const { orders, payments } = await untilClosed(sale);
  const ledger = await readLedger();
  for (const { _id: orderId, status, payment = "none" } of orders) {
    const moved = ledger.get(orderId) ?? "";
    const what = `${orderId} is ${status} ${payment}`;
    expect(ledgers[`${status} ${payment}`], what).to.include(moved);
    const stored = payments.find(({ _id }) => _id === orderId)?.status;
    if (status === "CONFIRMED") expect(stored, what).to.equal(payment);
    else expect(stored, what).not.to.equal("PAID");
  }
  const decided = orders.map(({ _id }) => _id);
  expect(decided).to.include.members(payments.map(({ _id }) => _id));

  const confirmed = orders.filter(({ status }) => status === "CONFIRMED");
  const sold = confirmed
    .filter(({ payment }) => payment === "PAID")
    .flatMap(({ lines }) => lines)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  await until(
    "the stock of failed orders is back",
    async () => {
      const { onHand } = await store.stock.get(sale.number);
      expect(onHand).to.equal(sale.stock - sold);
    },
    { withinMs: 30_000, everyMs: 100 },
  );
  return confirmed;
}
