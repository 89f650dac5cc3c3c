import { type Database, isDuplicate } from "#commons/database.ts";
import type { Account } from "./account.ts";

const ignoringCase = { locale: "en", strength: 2 };

type Document = Omit<Account, "name"> & { _id: string };

export type AccountRepository = ReturnType<typeof createAccountRepository>;

/** One document for each account, with the user name as `_id`. */
export function createAccountRepository(database: Database) {
  const collection = database.collection<Document>("accounts");

  return {
    /** Loads the opening accounts once. */
    async prepare(openingAccounts: Account[]) {
      if (await collection.findOne()) return;
      await collection
        .insertMany(
          openingAccounts.map(({ name, ...rest }) => ({ _id: name, ...rest })),
          { ordered: false },
        )
        .catch((error) => {
          // Not an error: another instance may load them at the same time.
          if (!isDuplicate(error)) throw error;
        });
    },

    /** In any case: Alice is alice. */
    async find(name: string): Promise<Account | undefined> {
      const options = { collation: ignoringCase };
      const document = await collection.findOne({ _id: name }, options);
      if (!document) return undefined;
      const { _id, ...rest } = document;
      return { name: _id, ...rest };
    },
  };
}
