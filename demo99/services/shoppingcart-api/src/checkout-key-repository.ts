import type { Database } from "#commons/database.ts";

/** What a checkout with a key has led to, so far. */
type Outcome = {
  /** The order that it has begun; it may be confirmed, cancelled or neither. */
  orderId?: string;
  refusal?: {
    type: "Conflict" | "PaymentRequired";
    message: string;
    members: Record<string, unknown>;
  };
};
type Document = Outcome & { _id: { cartId: string; key: string }; at: Date };

export type CheckoutKeyRepository = ReturnType<
  typeof createCheckoutKeyRepository
>;

const day = 24 * 3_600;

/** The keys of the checkouts of a day. */
export function createCheckoutKeyRepository(database: Database) {
  const collection = database.collection<Document>("checkoutKeys");

  return {
    prepare: () =>
      collection.createIndex({ at: 1 }, { expireAfterSeconds: day }),

    async find(cartId: string, key: string): Promise<Outcome | undefined> {
      return (await collection.findOne({ _id: { cartId, key } })) ?? undefined;
    },

    /** Replaces the earlier outcome of the same key. */
    async remember(cartId: string, key: string, outcome: Outcome) {
      await collection.replaceOne(
        { _id: { cartId, key } },
        { at: new Date(), ...outcome },
        { upsert: true },
      );
    },
  };
}
