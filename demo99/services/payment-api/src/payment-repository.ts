import { randomUUID } from "node:crypto";
import { type Database, isDuplicate } from "#commons/database.ts";
import type { Payment, PaymentQuery } from "./payment.ts";

type Document = Omit<Payment, "orderId"> & { _id: string };

export type PaymentRepository = ReturnType<typeof createPaymentRepository>;

/** One payment for each order, with the order's id as `_id`. */
export function createPaymentRepository(database: Database) {
  const collection = database.collection<Document>("payments");

  return {
    async prepare() {
      await collection.createIndex({
        customerReference: 1,
        createdAt: -1,
        _id: -1,
      });
      await collection.createIndex({ openSince: 1 }, { sparse: true });
    },

    async find(orderId: string): Promise<Payment | undefined> {
      const document = await collection.findOne({ _id: orderId });
      return document ? toPayment(document) : undefined;
    },

    /**
     * The payment as it is stored now; undefined, and nothing is stored, if
     * another call has stored it since it was read.
     */
    async save(payment: Payment): Promise<Payment | undefined> {
      const { orderId: _id, revision } = payment;
      const next = { ...payment, revision: randomUUID() };
      const document = toDocument(next);
      if (revision) {
        const read = { _id, revision };
        const result = await collection.replaceOne(read, document);
        return result.matchedCount === 1 ? next : undefined;
      }
      try {
        await collection.insertOne(document);
        return next;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return undefined;
      }
    },

    /** Leaves it if another call has stored it since it was read. */
    async remove({ orderId, revision = "" }: Payment) {
      await collection.deleteOne({ _id: orderId, revision });
    },

    /** The latest first. */
    async list({ customerReference, limit, after }: PaymentQuery) {
      const documents = await collection
        .find({ customerReference, ...(after && isBehind(after)) })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .toArray();
      return documents.map(toPayment);
    },

    /** The oldest first. */
    async findOpenBefore(time: Date, limit: number): Promise<Payment[]> {
      const documents = await collection
        .find({ openSince: { $lt: time } })
        .sort({ openSince: 1 })
        .limit(limit)
        .toArray();
      return documents.map(toPayment);
    },
  };
}

function isBehind({ createdAt, orderId }: NonNullable<PaymentQuery["after"]>) {
  return {
    $or: [
      { createdAt: { $lt: createdAt } },
      { createdAt, _id: { $lt: orderId } },
    ],
  };
}

function toDocument({ orderId, openSince, ...payment }: Payment): Document {
  return { _id: orderId, ...payment, ...(openSince && { openSince }) };
}

function toPayment({ _id, ...payment }: Document): Payment {
  return { orderId: _id, ...payment };
}
