import type { Database } from "#commons/database.ts";
import type { HttpClient } from "#commons/http.ts";
import type { Log } from "#commons/log.ts";
import type { FeedName } from "./feed.ts";
import type { SyncPage } from "./overview-api.ts";
import { createReplicaClients } from "./replica-client.ts";
import { createSources } from "./sources.ts";
import { createSync } from "./sync.ts";

type Parts = {
  database: Database;
  log: Log;
  client: (service: string, options?: { timeoutMs: number }) => HttpClient;
  forward: (service: string) => SyncPage["login"];
  registry: { instanceId: string };
  /** Services with replicas, separated by commas. */
  replicas: string;
  feedUrls: Record<FeedName, string>;
  feedEverySeconds: number;
  everySeconds: number;
  leaseSeconds: number;
  /** The built page. */
  page: URL;
};

/** Fills the replicas of the store's services from all of its sources. */
export function createStoreSync(parts: Parts) {
  const { database, log, client, feedUrls } = parts;
  const feedEveryMs = parts.feedEverySeconds * 1_000;
  return createSync({
    ...{ database, log },
    sources: createSources({ database, client, feedUrls, feedEveryMs }),
    targets: createReplicaClients(client, parts.replicas),
    instance: parts.registry.instanceId,
    leaseMs: parts.leaseSeconds * 1_000,
    everyMs: parts.everySeconds * 1_000,
    page: { files: parts.page, login: parts.forward("http://gateway") },
  });
}
