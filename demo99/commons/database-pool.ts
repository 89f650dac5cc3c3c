import type { MongoClient } from "mongodb";
import { Gauge } from "prom-client";
import { register } from "#commons/metrics.ts";

const pool = new Gauge({
  name: "mongodb_pool_connections",
  help: "Connections open and in use, and operations that wait for one.",
  labelNames: ["state"],
  registers: [register],
});

const changes = [
  ["connectionCreated", "open", 1],
  ["connectionClosed", "open", -1],
  ["connectionCheckOutStarted", "waiting", 1],
  ["connectionCheckOutFailed", "waiting", -1],
  ["connectionCheckedOut", "waiting", -1],
  ["connectionCheckedOut", "in_use", 1],
  ["connectionCheckedIn", "in_use", -1],
] as const;

/** Measures the connection pool of a client. */
export function measurePool(client: MongoClient) {
  for (const [event, state, change] of changes) {
    client.on(event, () => pool.inc({ state }, change));
  }
}
