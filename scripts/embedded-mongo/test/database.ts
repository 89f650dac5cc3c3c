import { randomUUID } from "node:crypto";
import { after, before } from "mocha";
import { MongoClient, MongoServerError, type ObjectId } from "mongodb";
import { startEmbeddedMongo } from "../server.ts";

/**
 * A database of its own for one test file: on the server at MONGODB_URL if
 * that is given, or else on an embedded one.
 */
export async function openDatabase() {
  const external = process.env.MONGODB_URL;
  const server = external ? undefined : await startEmbeddedMongo();
  const url = external ?? server?.url ?? "";
  const client = await MongoClient.connect(url, {
    serverSelectionTimeoutMS: 2_000,
  });
  const db = client.db(`test-${randomUUID().slice(0, 8)}`);
  return {
    client,
    db,
    url,
    async close() {
      await db.dropDatabase();
      await client.close();
      await server?.close();
    },
  };
}

export type TestDatabase = Awaited<ReturnType<typeof openDatabase>>;

/** Opens a database before the tests of a block, and closes it after them. */
export function useDatabase(): TestDatabase {
  const test = {} as TestDatabase;
  before(async () => {
    Object.assign(test, await openDatabase());
  });
  after(() => test.close());
  return test;
}

/** A document of any shape, whose _id a test may choose. */
export type Item = {
  _id?: string | number | ObjectId;
  // biome-ignore lint/suspicious/noExplicitAny: each test has its own fields
  [field: string]: any;
};

/** The value of an expression, with its type in BSON. */
export async function compute({ db }: TestDatabase, expression: unknown) {
  const project = { $project: { _id: 0, result: expression } };
  const options = { promoteValues: false };
  const found = db.aggregate([{ $documents: [{}] }, project], options);
  return (await found.toArray())[0]?.result;
}

/** The error that the server refuses a command with. */
export async function refusal(attempt: Promise<unknown>) {
  const outcome = await attempt.catch((error: unknown) => error);
  if (outcome instanceof MongoServerError) return outcome;
  throw new Error(`Not refused: ${outcome}`);
}
