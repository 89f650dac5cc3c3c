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

  return {
    async prepare() {
      await collection.createIndex({ cartId: 1, decidedAt: -1, _id: -1 });
    },

    find,

    /** The confirmed orders of a cart, the latest first. */
    async list({ cartId, limit, after }: OrderQuery): Promise<Order[]> {
      const wanted = { cartId, status: "CONFIRMED" } as const;
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
      const decided = await find(orderId);
      if (!decided) throw new Error(`No order ${orderId}.`);
      return decided;
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
