import type { Database } from "#commons/database.ts";

/** What a checkout with this key has led to, so far. */
type Entry = {
  key: string;
  at: Date;
  /** The order that it has begun; it may be confirmed, cancelled or neither. */
  orderId?: string;
  refusal?: { message: string; members: Record<string, unknown> };
};
type Document = { _id: string; latestAt: Date; entries: Entry[] };

export type CheckoutKeyRepository = ReturnType<
  typeof createCheckoutKeyRepository
>;

const keptMs = 24 * 3_600_000;
const maxEntries = 20;

/** The latest keys of each cart: 20 at most, and for a day. */
export function createCheckoutKeyRepository(
  database: Database,
  now = Date.now,
) {
  const collection = database.collection<Document>("checkoutKeys");
  const oldest = () => new Date(now() - keptMs);

  return {
    prepare: () => collection.createIndex({ latestAt: 1 }),

    async find(cartId: string, key: string): Promise<Entry | undefined> {
      const document = await collection.findOne({ _id: cartId });
      return document?.entries.find(
        (entry) => entry.key === key && entry.at > oldest(),
      );
    },

    /** Replaces an earlier entry with the same key. */
    async remember(cartId: string, entry: Omit<Entry, "at">) {
      const at = new Date(now());
      const isOther = { $ne: ["$$this.key", { $literal: entry.key }] };
      const all = { $ifNull: ["$entries", []] };
      const others = { $filter: { input: all, cond: isOther } };
      const added = [{ $literal: { ...entry, at } }];
      const entries = {
        $slice: [{ $concatArrays: [others, added] }, -maxEntries],
      };
      const update = [{ $set: { latestAt: at, entries } }];
      await collection.updateOne({ _id: cartId }, update, { upsert: true });
    },

    async forgetOld() {
      await collection.deleteMany({ latestAt: { $lt: oldest() } });
    },
  };
}
