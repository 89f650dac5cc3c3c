import { boot } from "#commons/boot.ts";
import { env, envNumber } from "#commons/env.ts";
import { runSync } from "../../sync-api/src/run-sync.ts";
import { createMonolith } from "./monolith.ts";

const service = boot("monolith", 8130);
const database = service.openDatabase();
const { sync, ...monolith } = createMonolith({
  ...{ ...service, database, instance: service.registry.instanceId },
  indexWorker: new URL("./index-worker.mjs", import.meta.url),
  topicWorker: new URL("./topic-worker.mjs", import.meta.url),
  searchTimeoutMs: envNumber("SEARCH_TIMEOUT_MS", 250),
  ...{ slow: env("SLOW_SOURCE", ""), replicas: env("REPLICAS", "") },
  feedUrls: { reddit: env("REDDIT_URL", ""), atom: env("ATOM_URL", "") },
  feedEverySeconds: envNumber("FEED_EVERY_SECONDS", 300),
  syncLeaseSeconds: envNumber("SYNC_LEASE_SECONDS", 4),
  syncEverySeconds: envNumber("SYNC_EVERY_SECONDS", 5),
});
await service.start({ ...monolith, database });
runSync(sync, service.log);
