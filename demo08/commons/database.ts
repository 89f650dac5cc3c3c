import { type Db, MongoClient, MongoServerError } from "mongodb";

export type Database = Db;

/**
 * Opens the database of a service, without waiting for a connection. An
 * operation without a reply within two seconds fails.
 */
export function openDatabase(url: string, name: string): Database {
  const client = new MongoClient(url, {
    appName: name,
    serverSelectionTimeoutMS: 2_000,
    connectTimeoutMS: 2_000,
    socketTimeoutMS: 2_000,
    waitQueueTimeoutMS: 2_000,
    retryReads: false,
    minHeartbeatFrequencyMS: 100,
  });
  return client.db(name);
}

/** Whether a write failed because its key exists already. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === 11000;
}
