import { type Database, isDuplicate } from "#commons/database.ts";
import type { Charge } from "./charge.ts";

type Document = Omit<Charge, "key"> & { _id: string };

export type ChargeRepository = ReturnType<typeof createChargeRepository>;

/** One document for each key. */
export function createChargeRepository(database: Database) {
  const collection = database.collection<Document>("charges");
  const toCharge = ({ _id, ...charge }: Document): Charge => {
    return { key: _id, ...charge };
  };

  return {
    async find(key: string): Promise<Charge | undefined> {
      const document = await collection.findOne({ _id: key });
      return document ? toCharge(document) : undefined;
    },

    /** Whether the key was new. */
    async insert({ key, ...charge }: Charge): Promise<boolean> {
      try {
        await collection.insertOne({ _id: key, ...charge });
        return true;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return false;
      }
    },

    /** Whether the charge still had this status. */
    async replace({ key, ...charge }: Charge, status: Charge["status"]) {
      const before = { _id: key, status };
      return (await collection.replaceOne(before, charge)).matchedCount === 1;
    },

    async list(): Promise<Charge[]> {
      const documents = await collection.find().sort({ _id: 1 }).toArray();
      return documents.map(toCharge);
    },
  };
}
