import type { Tracer } from "zipkin";
import type { Database } from "#commons/database.ts";
import { measurePool } from "#commons/database-pool.ts";
import { traceCommands } from "#commons/database-spans.ts";

/** Traces the commands of a database, and measures its connections. */
export function watchDatabase(
  database: Database,
  tracer: Tracer,
  service: string,
): Database {
  traceCommands(database.client, tracer, service);
  measurePool(database.client);
  return database;
}
