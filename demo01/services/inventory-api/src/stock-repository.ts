import { type Database, isDuplicate } from "#commons/database.ts";
import type { Line, StockLine } from "./stock.ts";

/**
 * `holds`: what each recent order has taken; 0 once it was given back.
 * `forgottenUntil`: holds of orders up to this time have been removed, so that
 * an update for such an order comes too late, and is not applied.
 */
type Document = {
  _id: string;
  onHand: number;
  holds?: Record<string, number>;
  forgottenUntil?: Date;
};

/** An order, and when its reservation or its cancellation began. */
export type Move = { orderId: string; since: Date; isCancelled?: boolean };

export type StockRepository = ReturnType<typeof createStockRepository>;

/**
 * One document for each item. Copies are taken by a single update, which
 * MongoDB applies atomically: `onHand` falls and the hold appears, or neither.
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
          // Not an error: another instance loads it at the same time.
          if (!isDuplicate(error)) throw error;
        });
    },

    async find(number: string) {
      const document = await collection.findOne({ _id: number }, withoutHolds);
      return document ? toLine(document) : undefined;
    },

    /** The existing lines with these numbers, sorted by number. */
    async list(numbers: string[]) {
      const wanted = { _id: { $in: numbers } };
      const found = collection.find(wanted, withoutHolds).sort({ _id: 1 });
      return (await found.toArray()).map(toLine);
    },

    async set({ number, onHand }: StockLine) {
      const change = { $set: { onHand } };
      await collection.updateOne({ _id: number }, change, { upsert: true });
    },

    /** False if the line has none of these counts; "*" stands for any. */
    async replace({ number, onHand }: StockLine, counts: number[] | "*") {
      const isExpected = counts !== "*" && { onHand: { $in: counts } };
      const result = await collection.updateOne(
        { _id: number, ...isExpected },
        { $set: { onHand } },
      );
      return result.matchedCount === 1;
    },

    /** Whether the line was there. */
    async delete(number: string) {
      const result = await collection.deleteOne({ _id: number });
      return result.deletedCount === 1;
    },

    /** Returns whether this call, or an earlier one, took the copies. */
    async take({ orderId, since }: Move, { number, quantity }: Line) {
      const hold = `holds.${orderId}`;
      const taken = await collection.updateOne(
        { ...isNew(number, hold, since), onHand: { $gte: quantity } },
        { $inc: { onHand: -quantity }, $set: { [hold]: quantity } },
      );
      if (taken.matchedCount === 1) return true;
      const held = { _id: number, [hold]: { $gt: 0 } };
      return (await collection.countDocuments(held)) === 1;
    },

    /** Gives back what the order holds; it cannot take copies afterwards. */
    async giveBack({ orderId, since }: Move, { number }: Line) {
      const hold = `holds.${orderId}`;
      const isHeld = { _id: number, [hold]: { $exists: true } };
      const held = { $ifNull: [`$${hold}`, 0] };
      await collection.updateOne(
        { $or: [isHeld, isNew(number, hold, since)] },
        [{ $set: { onHand: { $add: ["$onHand", held] }, [hold]: 0 } }],
      );
    },

    /**
     * Gives back what was sold, after the hold has been removed. Returns
     * whether this call, or an earlier one, gave it back.
     */
    async takeBack({ orderId, since }: Move, { number, quantity }: Line) {
      const back = `holds.${backOf(orderId)}`;
      const returned = await collection.updateOne(isNew(number, back, since), {
        $inc: { onHand: quantity },
        $set: { [back]: 0 },
      });
      if (returned.matchedCount === 1) return true;
      const line = await collection.findOne(
        { _id: number },
        { projection: { [back]: 1 } },
      );
      return !line || line.holds?.[backOf(orderId)] === 0;
    },

    /** Removes the holds of these orders, all of which are finished. */
    async forget(number: string, moves: Move[]) {
      // Only of cancelled orders: another cancellation may have just begun.
      const keys = moves.flatMap(({ orderId, isCancelled }) =>
        isCancelled ? [orderId, backOf(orderId)] : [orderId],
      );
      const holds = keys.map((key) => [`holds.${key}`, ""]);
      const until = Math.max(...moves.map(({ since }) => since.getTime()));
      await collection.updateOne(
        { _id: number },
        {
          $unset: Object.fromEntries(holds),
          $max: { forgottenUntil: new Date(until) },
        },
      );
    },
  };
}

/** The hold of a cancellation; ids of orders have no such character. */
const backOf = (orderId: string) => `${orderId}~`;

/** Matches a stock line that neither has this hold nor has removed it. */
function isNew(number: string, hold: string, since: Date) {
  return {
    _id: number,
    [hold]: { $exists: false },
    forgottenUntil: { $not: { $gte: since } },
  };
}
