import { randomUUID } from "node:crypto";
import { type Database, isDuplicate } from "#commons/database.ts";
import { Conflict } from "#commons/errors.ts";
import { foldEmail } from "#commons/validate.ts";
import type { Account, Profile, UserQuery } from "./user.ts";

/** The revision changes with each write of the profile. */
type Stored = Account & { revision: string };

/** `unpublished` is the outbox: the event of the write that made the user. */
type Document = Omit<Stored, "id"> & {
  _id: string;
  emailKey: string;
  unpublished?: { at: Date; topic: string; message: object; b3?: string };
};

export type UserRepository = ReturnType<typeof createUserRepository>;

/** One document for each account, with the user's id as `_id`. */
export function createUserRepository(database: Database) {
  const collection = database.collection<Document>("users");

  return {
    /** Makes the indexes, and loads the opening accounts once. */
    async prepare(openingAccounts: Account[]) {
      await collection.createIndex({ emailKey: 1 }, { unique: true });
      await collection.createIndex({ "unpublished.at": 1 }, { sparse: true });
      if (await collection.findOne()) return;
      await collection
        .insertMany(openingAccounts.map(toDocument), { ordered: false })
        .catch((error) => {
          // Not an error: another instance loads them at the same time.
          if (!isDuplicate(error)) throw error;
        });
    },

    /** Stores the account and its event in one write. */
    async insert(account: Account, event: Document["unpublished"] & object) {
      const document = { ...toDocument(account), unpublished: event };
      await collection.insertOne(document).catch(refuseDuplicate);
    },

    async find(id: string): Promise<Stored | undefined> {
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

    /**
     * The new revision; undefined if there is no such account, or if it is in
     * none of the `revisions` that are expected.
     */
    async replaceProfile(id: string, profile: Profile, revisions?: string[]) {
      const { name, email } = profile;
      const revision = randomUUID();
      const fields = { name, email, emailKey: foldEmail(email), revision };
      const isExpected = revisions && { revision: { $in: revisions } };
      const result = await collection
        .updateOne({ _id: id, ...isExpected }, { $set: fields })
        .catch(refuseDuplicate);
      return result.matchedCount === 1 ? revision : undefined;
    },

    /** Whether the password was still the one of `oldHash`. */
    async replacePassword(id: string, oldHash: string, passwordHash: string) {
      const result = await collection.updateOne(
        { _id: id, passwordHash: oldHash },
        { $set: { passwordHash } },
      );
      return result.matchedCount === 1;
    },

    async listUnpublished() {
      const found = await collection
        .find({ "unpublished.at": { $exists: true } })
        .sort({ "unpublished.at": 1 })
        .limit(1)
        .toArray();
      return found.flatMap(({ _id: id, unpublished }) =>
        unpublished ? [{ ...unpublished, id }] : [],
      );
    },

    async markPublished(id: string) {
      await collection.updateOne({ _id: id }, { $unset: { unpublished: "" } });
    },
  };
}

function toDocument({ id, ...account }: Account): Document {
  const emailKey = foldEmail(account.email);
  return { _id: id, ...account, emailKey, revision: randomUUID() };
}

function toAccount(document: Document | null): Stored | undefined {
  if (!document) return undefined;
  const { _id, emailKey, unpublished, ...account } = document;
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
