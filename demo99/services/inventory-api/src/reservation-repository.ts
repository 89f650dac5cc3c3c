import type { Database } from "#commons/database.ts";
import type { Line, ReservationRequest, Shortage } from "./stock.ts";

export type Outcome = "RESERVED" | "REFUSED" | "CANCELLED";

export type Reservation = {
  orderId: string;
  lines: Line[];
  status: "PENDING" | Outcome;
  shortages?: Shortage[];
};

/** `openSince`: since when there is something left to do for it. */
type Document = Omit<Reservation, "orderId"> & {
  _id: string;
  openSince?: Date;
};

export type ReservationRepository = ReturnType<
  typeof createReservationRepository
>;

/** What each order asked for, and what became of it. */
export function createReservationRepository(database: Database) {
  const collection = database.collection<Document>("reservations");
  const after = { returnDocument: "after" } as const;

  const toReservation = ({ _id, openSince, ...rest }: Document) => ({
    orderId: _id,
    ...rest,
  });

  async function get(orderId: string): Promise<Reservation> {
    const document = await collection.findOne({ _id: orderId });
    if (!document) throw new Error(`No reservation ${orderId}.`);
    return toReservation(document);
  }

  return {
    async prepare() {
      await collection.createIndex({ openSince: 1 });
    },

    /** The reservation as it is, PENDING if it is new. */
    async open({ orderId, lines }: ReservationRequest): Promise<Reservation> {
      const opened = {
        lines,
        status: "PENDING",
        openSince: new Date(),
      } as const;
      await collection.updateOne(
        { _id: orderId },
        { $setOnInsert: opened },
        { upsert: true },
      );
      return get(orderId);
    },

    /** Decides a pending reservation; the first decision holds. */
    async settle(orderId: string, status: Outcome, shortages: Shortage[] = []) {
      await collection.updateOne(
        { _id: orderId, status: "PENDING" },
        { $set: { status, shortages } },
      );
      return get(orderId);
    },

    /** Also before it was made: a request on its way comes too late then. */
    async cancel(orderId: string): Promise<Reservation> {
      const cancelled = await collection.findOneAndUpdate(
        { _id: orderId },
        {
          $set: { status: "CANCELLED", openSince: new Date() },
          $setOnInsert: { lines: [] },
        },
        { upsert: true, ...after },
      );
      return cancelled ? toReservation(cancelled) : get(orderId);
    },

    /** Nothing is left to do for it. */
    async close(orderId: string) {
      await collection.updateOne(
        { _id: orderId },
        { $unset: { openSince: "" } },
      );
    },

    async findOpenBefore(time: Date) {
      const open = collection.find({ openSince: { $lt: time } }).limit(100);
      return (await open.toArray()).map(toReservation);
    },
  };
}
