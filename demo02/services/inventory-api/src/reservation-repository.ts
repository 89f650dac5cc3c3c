import { type Database, isDuplicate } from "#commons/database.ts";
import type { ReservationRequest, Shortage } from "./stock.ts";

export type Outcome = "RESERVED" | "REFUSED" | "CANCELLED";

export type Reservation = ReservationRequest & {
  status: "PENDING" | Outcome;
  shortages?: Shortage[];
  /** The start of the reservation, or of its cancellation. */
  since: Date;
  /** Sold for good: the holds of the order have been removed. */
  isSold?: true;
  /** All holds of the refused or cancelled order were given back. */
  isGivenBack?: true;
};

/** `openSince`: stock lines may still have holds of this order. */
type Document = Omit<Reservation, "orderId"> & {
  _id: string;
  openSince?: Date;
};

export type ReservationRepository = ReturnType<
  typeof createReservationRepository
>;

/** The lines that each order has requested, and the outcome. */
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

  const now = () => {
    const since = new Date();
    return { since, openSince: since };
  };

  return {
    async prepare() {
      await collection.createIndex({ openSince: 1 });
    },

    /** Returns the reservation, a new one with the status PENDING. */
    async open({ orderId, lines }: ReservationRequest): Promise<Reservation> {
      const status = "PENDING";
      const opened = await collection.findOneAndUpdate(
        { _id: orderId },
        { $setOnInsert: { lines, status, ...now() } },
        { upsert: true, ...after },
      );
      return opened ? toReservation(opened) : get(orderId);
    },

    /** Decides a pending reservation; the first decision holds. */
    async settle(orderId: string, status: Outcome, shortages: Shortage[] = []) {
      const settled = await collection.findOneAndUpdate(
        { _id: orderId, status: "PENDING" },
        { $set: { status, shortages } },
        after,
      );
      return settled ? toReservation(settled) : get(orderId);
    },

    /** Also before the reservation: its request is then refused on arrival. */
    async cancel(orderId: string): Promise<Reservation> {
      try {
        const cancelled = await collection.findOneAndUpdate(
          { _id: orderId, status: { $ne: "CANCELLED" } },
          {
            $set: { status: "CANCELLED", ...now() },
            $setOnInsert: { lines: [] },
            $unset: { isGivenBack: "" },
          },
          { upsert: true, ...after },
        );
        return cancelled ? toReservation(cancelled) : get(orderId);
      } catch (error) {
        // Cancelled before: the upsert has tried to insert it again.
        if (!isDuplicate(error)) throw error;
        return get(orderId);
      }
    },

    async setGivenBack(orderId: string) {
      await collection.updateOne(
        { _id: orderId },
        { $set: { isGivenBack: true } },
      );
    },

    /** Claims an unfinished reservation; undefined if another call has. */
    async resume({ orderId, status, since }: Reservation) {
      const resumed = await collection.findOneAndUpdate(
        { _id: orderId, status, since },
        {
          $set: {
            status: status === "PENDING" ? "CANCELLED" : status,
            ...now(),
          },
        },
        after,
      );
      return resumed ? toReservation(resumed) : undefined;
    },

    async findOpenBefore(time: Date, limit: number) {
      const open = collection.find({ openSince: { $lt: time } }).limit(limit);
      return (await open.toArray()).map(toReservation);
    },

    /** Marks reserved ones as sold; returns all that are finished. */
    async sell(orderIds: string[], time: Date) {
      const these = { _id: { $in: orderIds }, openSince: { $lt: time } };
      const sold = { ...these, status: "RESERVED" as const };
      await collection.updateMany(sold, { $set: { isSold: true } });
      const over = collection.find({
        ...these,
        $or: [{ status: "RESERVED" }, { isGivenBack: true }],
      });
      return (await over.toArray()).map(toReservation);
    },

    /** Notes that their holds are removed, unless they changed since `time`. */
    async close(orderIds: string[], time: Date) {
      await collection.updateMany(
        { _id: { $in: orderIds }, openSince: { $lt: time } },
        { $unset: { openSince: "" } },
      );
    },
  };
}
