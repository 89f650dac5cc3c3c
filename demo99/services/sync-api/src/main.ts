import { boot } from "#commons/boot.ts";
import { env, envNumber } from "#commons/env.ts";
import { runSync } from "./run-sync.ts";
import { createStoreSync } from "./store-sync.ts";
import { syncOpenApi as openApi } from "./sync-openapi.ts";

const service = boot("sync-api", 8124);
const database = service.openDatabase();
const sync = createStoreSync({
  ...service,
  database,
  replicas: env("REPLICAS", "search-api,recommend-api,tag-api"),
  feedUrls: { reddit: env("REDDIT_URL", ""), atom: env("ATOM_URL", "") },
  feedEverySeconds: envNumber("FEED_EVERY_SECONDS", 300),
  everySeconds: envNumber("SYNC_EVERY_SECONDS", 5),
  leaseSeconds: envNumber("SYNC_LEASE_SECONDS", 4),
  page: new URL("./page/", import.meta.url),
});
await service.start({ ...sync, database, openApi, onStop: sync.stop });
runSync(sync, service.log);
