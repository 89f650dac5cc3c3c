import { type Database, isDuplicate } from "#commons/database.ts";
import { Conflict } from "#commons/errors.ts";
import {
  createOutboxStore,
  type OutboxEvent,
  type WithOutbox,
} from "#commons/outbox-store.ts";
import { foldEmail } from "#commons/validate.ts";
import type { Account, Profile, UserQuery } from "./user.ts";

/** The revision counts the writes of the profile. */
export type StoredAccount = Account & { revision: number };

/** With the events of the writes that are not yet published. */
type Document = Omit<StoredAccount, "id"> &
  WithOutbox & { _id: string; emailKey: string };

export type UserRepository = ReturnType<typeof createUserRepository>;

/** One document for each account, with the user's id as `_id`. */
export function createUserRepository(database: Database) {
  const collection = database.collection<Document>("users");
  const { prepare, ...outbox } = createOutboxStore(database, "users");

  return {
    ...outbox,

    /** Makes the indexes, and loads the opening accounts once. */
    async prepare(openingAccounts: Account[]) {
      await collection.createIndex({ emailKey: 1 }, { unique: true });
      await prepare();
      if (await collection.findOne()) return;
      await collection
        .insertMany(openingAccounts.map(toDocument), { ordered: false })
        .catch((error) => {
          // Not an error: another instance loads them at the same time.
          if (!isDuplicate(error)) throw error;
        });
    },

    /** Stores the account and its event in one write. */
    async insert(account: Account, event: OutboxEvent) {
      const document = { ...toDocument(account), unpublished: [event] };
      await collection.insertOne(document).catch(refuseDuplicate);
    },

    async find(id: string): Promise<StoredAccount | undefined> {
      return toAccount(await collection.findOne({ _id: id }));
    },

    async findByEmail(email: string): Promise<Account | undefined> {
      const emailKey = foldEmail(email);
      return toAccount(await collection.findOne({ emailKey }));
    },

    /** In the order of the e-mail address, with the key of each. */
    async list({ after, limit }: UserQuery) {
      const isBehind = after ? { emailKey: { $gt: after.emailKey } } : {};
      return collection
        .find(isBehind)
        .sort({ emailKey: 1 })
        .limit(limit)
        .map(({ _id, name, email, emailKey }) => {
          return { id: _id, name, email, emailKey };
        })
        .toArray();
    },

    /** Whether the account still had this revision; stores the event, too. */
    async replaceProfile(
      { id, revision }: StoredAccount,
      { name, email }: Profile,
      event?: OutboxEvent,
    ): Promise<boolean> {
      const fields = { name, email, emailKey: foldEmail(email) };
      const result = await collection
        .updateOne(
          { _id: id, revision },
          {
            $set: fields,
            $inc: { revision: 1 },
            ...(event && { $push: { unpublished: event } }),
          },
        )
        .catch(refuseDuplicate);
      return result.matchedCount === 1;
    },

    /** Whether the password was still the one of `oldHash`. */
    async replacePassword(id: string, oldHash: string, passwordHash: string) {
      const result = await collection.updateOne(
        { _id: id, passwordHash: oldHash },
        { $set: { passwordHash } },
      );
      return result.matchedCount === 1;
    },
  };
}

function toDocument({ id, ...account }: Account): Document {
  const emailKey = foldEmail(account.email);
  return { _id: id, ...account, emailKey, revision: 1 };
}

function toAccount(document: Document | null): StoredAccount | undefined {
  if (!document) return undefined;
  const { _id, emailKey, unpublished, undeliverable, ...account } = document;
  return { id: _id, ...account };
}

function refuseDuplicate(cause: unknown): never {
  if (!isDuplicate(cause)) throw cause;
  const errors = [{ field: "email", message: "belongs to another account" }];
  throw new Conflict("Another account has this e-mail address.", {
    cause,
    members: { errors },
  });
}
