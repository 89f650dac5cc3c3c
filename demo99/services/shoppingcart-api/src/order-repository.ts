import { type Database, isDuplicate } from "#commons/database.ts";
import type { Order, OrderQuery } from "./order.ts";

type Document = Omit<Order, "orderId"> & { _id: string };

export type OrderRepository = ReturnType<typeof createOrderRepository>;

/** Orders, confirmed or cancelled; the first decision holds. */
export function createOrderRepository(database: Database) {
  const collection = database.collection<Document>("orders");
  const toOrder = ({ _id, ...order }: Document) => ({ orderId: _id, ...order });

  async function find(orderId: string): Promise<Order | undefined> {
    const document = await collection.findOne({ _id: orderId });
    return document ? toOrder(document) : undefined;
  }

  async function get(orderId: string): Promise<Order> {
    const order = await find(orderId);
    if (!order) throw new Error(`No order ${orderId}.`);
    return order;
  }

  return {
    async prepare() {
      await collection.createIndex({ cartId: 1, decidedAt: -1, _id: -1 });
      await collection.createIndex({ decidedAt: -1, _id: -1 });
      await collection.createIndex({ openSince: 1 }, { sparse: true });
    },

    find,

    /** The confirmed orders of a cart, or of all carts, the latest first. */
    async list({ cartId, limit, after }: OrderQuery): Promise<Order[]> {
      const ofCart = cartId === undefined ? {} : { cartId };
      const wanted = { ...ofCart, status: "CONFIRMED" } as const;
      const documents = await collection
        .find(after ? { ...wanted, ...isBehind(after) } : wanted)
        .sort({ decidedAt: -1, _id: -1 })
        .limit(limit)
        .toArray();
      return documents.map(toOrder);
    },

    /** The order as it was decided, by this call or an earlier one. */
    async decide(order: Order): Promise<Order> {
      const { orderId, ...rest } = order;
      try {
        await collection.insertOne({ _id: orderId, ...rest });
        return order;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
      return get(orderId);
    },

    /** Opens a paid order; undefined if there is no confirmed one. */
    async beginRefund(orderId: string): Promise<Order | undefined> {
      await collection.updateOne(
        { _id: orderId, payment: "PAID" },
        { $set: { openSince: new Date() } },
      );
      const order = await find(orderId);
      return order?.status === "CONFIRMED" ? order : undefined;
    },

    /** The oldest first. */
    async findOpenBefore(time: Date): Promise<Order[]> {
      const documents = await collection
        .find({ openSince: { $lt: time } })
        .sort({ openSince: 1 })
        .limit(100)
        .toArray();
      return documents.map(toOrder);
    },

    /** Whether it was still open, and no other process has reopened it. */
    async reopen({ orderId, openSince }: Order): Promise<boolean> {
      const result = await collection.updateOne(
        { _id: orderId, openSince },
        { $set: { openSince: new Date() } },
      );
      return result.matchedCount === 1;
    },

    /** Its money is returned. */
    async close({ orderId, status }: Order): Promise<Order> {
      const isRefund = status === "CONFIRMED";
      await collection.updateOne(
        { _id: orderId },
        {
          $unset: { openSince: "" },
          ...(isRefund && { $set: { payment: "REFUNDED" } }),
        },
      );
      return get(orderId);
    },
  };
}

function isBehind({ decidedAt, orderId }: NonNullable<OrderQuery["after"]>) {
  return {
    $or: [
      { decidedAt: { $lt: decidedAt } },
      { decidedAt, _id: { $lt: orderId } },
    ],
  };
}
