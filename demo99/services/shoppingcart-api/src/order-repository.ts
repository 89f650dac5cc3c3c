import { type Database, isDuplicate } from "#commons/database.ts";
import type { Order } from "./order.ts";

type Document = Omit<Order, "orderId"> & { _id: string; cartId: string };

export type OrderRepository = ReturnType<typeof createOrderRepository>;

/** Orders, confirmed or cancelled; whichever is written first holds. */
export function createOrderRepository(database: Database) {
  const collection = database.collection<Document>("orders");

  async function find(orderId: string): Promise<Order | undefined> {
    const document = await collection.findOne({ _id: orderId });
    if (!document) return undefined;
    const { lines, totalCents, status } = document;
    return { orderId, lines, totalCents, status };
  }

  return {
    find,

    /** Whose order it is: that of the customer with this cart. */
    async findCustomer({ orderId }: Pick<Order, "orderId">) {
      return (await collection.findOne({ _id: orderId }))?.cartId;
    },

    /** The order as it was decided, by this call or an earlier one. */
    async decide(cartId: string, { orderId, ...order }: Order): Promise<Order> {
      try {
        await collection.insertOne({ _id: orderId, cartId, ...order });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
      const decided = await find(orderId);
      if (!decided) throw new Error(`No order ${orderId}.`);
      return decided;
    },
  };
}
