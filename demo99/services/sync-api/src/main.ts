import { boot } from "#commons/boot.ts";
import { env, envNumber } from "#commons/env.ts";
import { createReplicaClients } from "./replica-client.ts";
import { runSync } from "./run-sync.ts";
import { createSources } from "./sources.ts";
import { createSync } from "./sync.ts";
import { syncOpenApi as openApi } from "./sync-openapi.ts";

const service = boot("sync-api", 8124);
const { client, log, forward } = service;
const database = service.openDatabase();
const feedUrls = { reddit: env("REDDIT_URL", ""), atom: env("ATOM_URL", "") };
const feedEveryMs = envNumber("FEED_EVERY_SECONDS", 300) * 1_000;
const replicas = env("REPLICAS", "search-api,recommend-api,tag-api");
const sync = createSync({
  ...{ database, log },
  sources: createSources({ database, client, feedUrls, feedEveryMs }),
  targets: createReplicaClients(client, replicas),
  instance: service.registry.instanceId,
  leaseMs: envNumber("SYNC_LEASE_SECONDS", 4) * 1_000,
  everyMs: envNumber("SYNC_EVERY_SECONDS", 5) * 1_000,
  page: {
    files: new URL("./page/", import.meta.url),
    login: forward("http://gateway"),
  },
});
await service.start({ ...sync, database, openApi, onStop: sync.stop });
// Last: the calls need the list of instances, which comes from the registry.
runSync(sync, log);
