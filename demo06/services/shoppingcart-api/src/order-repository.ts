import { type Database, isDuplicate } from "#commons/database.ts";
import type { Order } from "./order.ts";

type Document = Omit<Order, "orderId"> & { _id: string };

export type OrderRepository = ReturnType<typeof createOrderRepository>;

/** Orders, confirmed or cancelled; the first decision holds. */
export function createOrderRepository(database: Database) {
  const collection = database.collection<Document>("orders");

  async function find(orderId: string): Promise<Order | undefined> {
    const document = await collection.findOne({ _id: orderId });
    if (!document) return undefined;
    const { _id, ...order } = document;
    return { orderId, ...order };
  }

  return {
    find,

    /** The order as it was decided, by this call or an earlier one. */
    async decide({ orderId, ...order }: Order): Promise<Order> {
      try {
        await collection.insertOne({ _id: orderId, ...order });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
      const decided = await find(orderId);
      if (!decided) throw new Error(`No order ${orderId}.`);
      return decided;
    },
  };
}
