import { Router } from "express";
import type { Database } from "#commons/database.ts";
import type { HttpClient } from "#commons/http.ts";
import type { Log } from "#commons/log.ts";
import { createReplica } from "#commons/replica/replica.ts";
import { createSearch } from "../../search-api/src/searches.ts";
import { createSources } from "../../sync-api/src/sources.ts";
import { createSync } from "../../sync-api/src/sync.ts";
import { createTags } from "../../tag-api/src/tags.ts";

type Parts = {
  database: Database;
  log: Log;
  /** Of the services that own the master data. */
  client: (service: string) => HttpClient;
  instance: string;
  search: { worker: URL; timeoutMs: number; slow: string };
  sync: {
    feedUrls: { reddit: string; atom: string };
    feedEveryMs: number;
    leaseMs: number;
    everyMs: number;
  };
};

/**
 * Search, recommendations, tags and synchronisation as one program: the parts
 * of the services, with one database and one replica. What is a call between
 * services is a call of a function here.
 */
export function createMonolith(parts: Parts) {
  const { database, log } = parts;
  const replica = createReplica(database, log);
  const search = createSearch({ ...parts.search, database, replica, log });
  const tags = createTags(database, replica);
  const sync = createSync({
    ...{ ...parts.sync, database, log, instance: parts.instance },
    sources: createSources({ ...parts.sync, database, client: parts.client }),
    targets: [{ ...replica, name: "monolith" }],
  });

  return {
    sync,
    routes: Router().use(search.routes, tags.routes, sync.routes),
    report: search.report,
    prepare: () =>
      Promise.all([replica.prepare(), search.prepare(), tags.prepare()]),
    onStop: () => Promise.all([sync.stop(), search.onStop()]),
  };
}
