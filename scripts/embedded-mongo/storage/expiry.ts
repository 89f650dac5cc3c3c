import { compileFilter } from "../query/filter.ts";
import type { Collection } from "./collection.ts";
import type { Databases } from "./databases.ts";

/** Removes documents whose date in a TTL index has expired. */
export function removeExpired(databases: Databases): void {
  for (const database of databases.names()) {
    for (const [, collection] of databases.collections(database)) {
      removeExpiredFrom(collection);
    }
  }
}

function removeExpiredFrom(collection: Collection): void {
  for (const { name, key, expireAfterSeconds } of collection.listIndexes()) {
    if (expireAfterSeconds === undefined) continue;
    const [field = ""] = Object.keys(key);
    const limit = new Date(Date.now() - expireAfterSeconds * 1_000);
    const filter = compileFilter({ [field]: { $lt: limit } });
    for (const row of collection.take({ filter, hint: name })) {
      collection.remove(row);
    }
  }
}
