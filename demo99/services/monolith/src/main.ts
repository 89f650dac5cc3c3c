import { boot } from "#commons/boot.ts";
import { env, envNumber } from "#commons/env.ts";
import { runSync } from "../../sync-api/src/run-sync.ts";
import { createMonolith } from "./monolith.ts";

const { openDatabase, client, log, registry, start } = boot("monolith", 8130);
const database = openDatabase();
const monolith = createMonolith({
  ...{ database, log, client, instance: registry.instanceId },
  search: {
    worker: new URL("./index-worker.mjs", import.meta.url),
    timeoutMs: envNumber("SEARCH_TIMEOUT_MS", 250),
    slow: env("SLOW_SOURCE", ""),
  },
  sync: {
    feedUrls: { reddit: env("REDDIT_URL", ""), atom: env("ATOM_URL", "") },
    feedEveryMs: envNumber("FEED_EVERY_SECONDS", 300) * 1_000,
    leaseMs: envNumber("SYNC_LEASE_SECONDS", 4) * 1_000,
    everyMs: envNumber("SYNC_EVERY_SECONDS", 5) * 1_000,
    replicas: env("REPLICAS", ""),
  },
});

await start({ ...monolith, database });
// Last: the calls need the list of instances, which comes from the registry.
runSync(monolith.sync, log);
