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
    // Each check of the server ends soon: see revive-database.ts.
    serverMonitoringMode: "poll",
    // For the spans of commands.
    monitorCommands: true,
  });
  return client.db(name);
}

/** Connects; an error names the address, and the setting with the address. */
export async function connect({ client }: Database) {
  const hosts = client.options.hosts.join(",");
  try {
    // The driver does not recover by itself from a first failure.
    await client.connect();
  } catch (cause) {
    const why = (cause as Error).message;
    throw new Error(`no database at ${hosts} (MONGODB_URL): ${why}`, { cause });
  }
}

/** Whether a write failed because its key exists already. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === 11000;
}
