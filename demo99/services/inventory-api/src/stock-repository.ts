import { type Database, isDuplicate } from "#commons/database.ts";
import type { Line, StockLine } from "./stock.ts";

/** `holds`: what each order has taken, so that nothing is taken twice. */
type Document = {
  _id: string;
  onHand: number;
  holds?: Record<string, number>;
};

export type StockRepository = ReturnType<typeof createStockRepository>;

/**
 * One document for each item. Copies change hands in a single update, which
 * MongoDB does atomically: `onHand` falls and the hold appears, or neither.
 */
export function createStockRepository(database: Database) {
  const collection = database.collection<Document>("stock");
  const withoutHolds = { projection: { onHand: 1 } };
  const toLine = ({ _id, onHand }: Document) => ({ number: _id, onHand });

  return {
    /** Loads the opening stock once. */
    async prepare(openingStock: StockLine[]) {
      if (await collection.findOne()) return;
      const documents = openingStock.map(({ number, onHand }) => ({
        _id: number,
        onHand,
      }));
      await collection
        .insertMany(documents, { ordered: false })
        .catch((error) => {
          // Another instance loads it at the same time.
          if (!isDuplicate(error)) throw error;
        });
    },

    async find(number: string) {
      const document = await collection.findOne({ _id: number }, withoutHolds);
      return document ? toLine(document) : undefined;
    },

    /** Those that there are, in the order of their numbers. */
    async list(numbers: string[]) {
      const wanted = { _id: { $in: numbers } };
      const found = collection.find(wanted, withoutHolds).sort({ _id: 1 });
      return (await found.toArray()).map(toLine);
    },

    async set({ number, onHand }: StockLine) {
      const change = { $set: { onHand } };
      await collection.updateOne({ _id: number }, change, { upsert: true });
    },

    /** Whether the line was there. */
    async delete(number: string) {
      const result = await collection.deleteOne({ _id: number });
      return result.deletedCount === 1;
    },

    /** Whether the order has the copies now, or had them before. */
    async take(orderId: string, { number, quantity }: Line) {
      const hold = `holds.${orderId}`;
      const taken = await collection.updateOne(
        { _id: number, onHand: { $gte: quantity }, [hold]: { $exists: false } },
        { $inc: { onHand: -quantity }, $set: { [hold]: quantity } },
      );
      if (taken.matchedCount === 1) return true;
      const held = { _id: number, [hold]: { $exists: true } };
      return (await collection.countDocuments(held)) === 1;
    },

    /** Gives back what the order holds; does nothing if it holds nothing. */
    async giveBack(orderId: string, { number, quantity }: Line) {
      const hold = `holds.${orderId}`;
      await collection.updateOne(
        { _id: number, [hold]: { $exists: true } },
        { $inc: { onHand: quantity }, $unset: { [hold]: "" } },
      );
    },
  };
}
