import type { Tracer } from "zipkin";
import type { Database } from "#commons/database.ts";
import { measurePool } from "#commons/database-pool.ts";
import { traceCommands } from "#commons/database-spans.ts";
import { reviveDatabase } from "#commons/revive-database.ts";

/** Traces the commands of a database, measures and revives its connections. */
export function watchDatabase(
  database: Database,
  tracer: Tracer,
  service: string,
): Database {
  traceCommands(database.client, tracer, service);
  measurePool(database.client);
  reviveDatabase(database.client);
  return database;
}
