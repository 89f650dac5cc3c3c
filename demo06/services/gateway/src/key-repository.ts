import { type Database, isDuplicate } from "#commons/database.ts";
import { createKey, type Key } from "./key.ts";

type Document = Key & { _id: number };

export type KeyRepository = ReturnType<typeof createKeyRepository>;

/** The one key pair, which all gateway instances share. */
export function createKeyRepository(database: Database) {
  const collection = database.collection<Document>("keys");

  /** Another instance may insert its key first: then that one is used. */
  async function insert(key: Key) {
    await collection.insertOne({ _id: 1, ...key }).catch((error) => {
      if (!isDuplicate(error)) throw error;
    });
  }

  /** Makes the key pair if there is none. */
  async function get(): Promise<Key> {
    const key = await collection.findOne({ _id: 1 });
    if (key) return key;
    await insert(await createKey());
    return get();
  }

  return { get };
}
