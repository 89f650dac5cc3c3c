import { Router } from "express";
import type { Database } from "#commons/database.ts";
import type { HttpClient } from "#commons/http.ts";
import type { Log } from "#commons/log.ts";
import { createReplica } from "#commons/replica/replica.ts";
import { currentUser } from "#commons/user-context.ts";
import { createRecommendations } from "../../recommend-api/src/recommendations.ts";
import { createTopicClient } from "../../recommend-api/src/topic-client.ts";
import { createSearch } from "../../search-api/src/searches.ts";
import { createReplicaClients } from "../../sync-api/src/replica-client.ts";
import { createSources } from "../../sync-api/src/sources.ts";
import { createSync } from "../../sync-api/src/sync.ts";
import { createTags } from "../../tag-api/src/tags.ts";
import { byVersion } from "./by-version.ts";

type Parts = {
  database: Database;
  log: Log;
  /** Of the services that own the master data. */
  client: (service: string, options?: { timeoutMs: number }) => HttpClient;
  instance: string;
  /** The bundles that threads run. */
  indexWorker: URL;
  topicWorker: URL;
  searchTimeoutMs: number;
  slow: string;
  feedUrls: { reddit: string; atom: string };
  feedEverySeconds: number;
  syncLeaseSeconds: number;
  syncEverySeconds: number;
  /** Other services with replicas, as sync-api has. */
  replicas: string;
};

/**
 * Search, recommendations, tags and synchronisation as one program: the parts
 * of the services, with one database and one replica. A call between services
 * becomes a call of a function.
 */
export function createMonolith(parts: Parts) {
  const { database, log, client, instance, slow, feedUrls } = parts;
  const replica = createReplica(database, log);
  const search = createSearch({
    ...{ database, log, replica, slow, worker: parts.indexWorker },
    timeoutMs: parts.searchTimeoutMs,
  });
  const tags = createTags(database, replica);
  const topics = createTopicClient({
    ...{ replica, log, worker: parts.topicWorker },
  });
  const version1 = createRecommendations({ topics, tagApi, version: "1" });
  const version2 = createRecommendations({ topics, tagApi, version: "2" });
  const feedEveryMs = parts.feedEverySeconds * 1_000;
  const sync = createSync({
    ...{ database, log, instance },
    leaseMs: parts.syncLeaseSeconds * 1_000,
    everyMs: parts.syncEverySeconds * 1_000,
    sources: createSources({ database, client, feedUrls, feedEveryMs }),
    targets: [
      { ...replica, name: "monolith" },
      ...createReplicaClients(client, parts.replicas),
    ],
  });

  /** As tag-api answers recommend-api: the tags of the current user. */
  async function tagApi<T>(): Promise<T> {
    return (await tags.list(currentUser() ?? "", { limit: 100 })) as T;
  }

  return {
    sync,
    routes: Router().use(
      search.routes,
      byVersion("/recommendations", {
        1: version1,
        2: version2,
      }),
      tags.routes,
      sync.routes,
      replica.routes,
    ),
    report: async () => ({
      ...(await search.report()),
      ...(await topics.report()),
    }),
    async prepare() {
      await replica.prepare();
      await Promise.all([search, tags, topics].map((part) => part.prepare()));
    },
    onStop: () => Promise.all([sync.stop(), search.onStop(), topics.onStop()]),
  };
}
