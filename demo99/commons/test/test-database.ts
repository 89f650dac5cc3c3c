import { randomUUID } from "node:crypto";
import { openDatabase } from "#commons/database.ts";
import { env } from "#commons/env.ts";

/** A database of a test's own, on the server that `npm test` provides. */
export function openTestDatabase() {
  const url = env("MONGODB_URL", "mongodb://localhost:27017");
  const database = openDatabase(url, `test-${randomUUID()}`);
  return {
    database,
    async close() {
      await database.dropDatabase();
      await database.client.close();
    },
  };
}
