import { Counter, Gauge } from "prom-client";
import { register } from "#commons/metrics.ts";

const registers = [register];
const labelNames = ["target", "source"];

export const syncedRecords = new Counter({
  name: "sync_records_total",
  help: "Records that sync-api has read, put or deleted.",
  labelNames: [...labelNames, "change"],
  registers,
});

export const syncFailures = new Counter({
  name: "sync_failures_total",
  help: "Walks of sync-api that have failed.",
  labelNames,
  registers,
});

let measure = async () => {};

/** How the lag is measured, each time the metrics are read. */
export function measureLag(how: () => Promise<void>) {
  measure = how;
}

export const syncLag: Gauge = new Gauge({
  name: "sync_lag_seconds",
  help: "The age of changes that may not have arrived in the replica.",
  labelNames,
  registers,
  // Without the database, the metrics are the last ones.
  collect: () => measure().catch(() => {}),
});
