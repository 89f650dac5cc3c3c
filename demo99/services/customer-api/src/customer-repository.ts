import { type Database, isDuplicate } from "#commons/database.ts";
import { Conflict } from "#commons/errors.ts";
import { foldEmail } from "#commons/validate.ts";
import type { Customer, CustomerQuery } from "./customer.ts";

type Document = Omit<Customer, "reference"> & { _id: string; emailKey: string };

/** What the service needs of a store of customers. */
export type CustomerRepository = Omit<
  ReturnType<typeof createCustomerRepository>,
  "prepare"
>;

/** One document for each customer, with the reference as `_id`. */
export function createCustomerRepository(database: Database) {
  const collection = database.collection<Document>("customers");

  return {
    /** Makes the index, and loads the opening customers once. */
    async prepare(openingCustomers: Customer[]) {
      await collection.createIndex({ emailKey: 1 }, { unique: true });
      if (await collection.findOne()) return;
      await collection
        .insertMany(openingCustomers.map(toDocument), { ordered: false })
        .catch((error) => {
          // Not an error: another instance loads them at the same time.
          if (!isDuplicate(error)) throw error;
        });
    },

    /** Throws Conflict if the reference or the e-mail address exists. */
    async insert(customer: Customer): Promise<void> {
      await collection.insertOne(toDocument(customer)).catch(refuseDuplicate);
    },

    async find(reference: string): Promise<Customer | undefined> {
      return toCustomer(await collection.findOne({ _id: reference }));
    },

    async findByEmail(email: string): Promise<Customer | undefined> {
      const emailKey = foldEmail(email);
      return toCustomer(await collection.findOne({ emailKey }));
    },

    /** In the order of the e-mail address, with the key of each. */
    async list({ after, limit }: CustomerQuery) {
      const isBehind = after ? { emailKey: { $gt: after.emailKey } } : {};
      return collection
        .find(isBehind)
        .sort({ emailKey: 1 })
        .limit(limit)
        .map((found) => ({ ...toKnown(found), emailKey: found.emailKey }))
        .toArray();
    },

    /**
     * False if there is no such customer, or if the stored version is not older
     * than this one. Throws Conflict as `insert` does.
     */
    async replace({ reference, ...fields }: Customer): Promise<boolean> {
      const { version, email } = fields;
      const isOlder = version && { version: { $not: { $gte: version } } };
      const replaced = await collection
        .updateOne(
          { _id: reference, ...isOlder },
          { $set: { ...fields, emailKey: foldEmail(email) } },
        )
        .catch(refuseDuplicate);
      return replaced.matchedCount === 1;
    },

    /** Whether there was such a customer. */
    async remove(reference: string): Promise<boolean> {
      const removed = await collection.deleteOne({ _id: reference });
      return removed.deletedCount === 1;
    },
  };
}

function toDocument({ reference, ...fields }: Customer): Document {
  return { _id: reference, ...fields, emailKey: foldEmail(fields.email) };
}

function toCustomer(document: Document | null): Customer | undefined {
  return document ? toKnown(document) : undefined;
}

function toKnown({ _id, emailKey, ...fields }: Document): Customer {
  return { reference: _id, ...fields };
}

function refuseDuplicate(cause: unknown): never {
  if (!isDuplicate(cause)) throw cause;
  throw new Conflict(
    "Another customer has this reference or this e-mail address.",
    { cause },
  );
}
