import type { Database } from "#commons/database.ts";
import type { Log } from "#commons/log.ts";
import type { Replica } from "#commons/replica/replica.ts";
import { createIndexService } from "./index-service.ts";
import { createResultRepository } from "./result-repository.ts";
import { createSearchApi } from "./search-api.ts";
import { createSearchService } from "./search-service.ts";
import { groups, parseDelays } from "./source-group.ts";

type Parts = {
  database: Database;
  replica: Replica;
  log: Log;
  /** The bundle of index-worker.ts, which each index runs in a thread. */
  worker: URL;
  /** How long a response waits for each group of sources. */
  timeoutMs: number;
  /** Groups to slow down, such as "feeds:2000". */
  slow?: string;
  leaseMs?: number;
};

/** The search, put together from its layers. */
export function createSearch(parts: Parts) {
  const { database, replica, slow = "" } = parts;
  const delays = parseDelays(slow);
  const results = createResultRepository(database);
  const indexes = groups.map((group) =>
    createIndexService({ ...parts, group, delayMs: delays[group] }),
  );
  const service = createSearchService({
    ...parts,
    ...{ indexes, results, records: replica },
  });
  const report = () =>
    Object.fromEntries(indexes.map((it) => [it.group, it.report()]));
  return {
    routes: createSearchApi(service),
    prepare: results.prepare,
    report: async () => ({ indexes: report() }),
    onStop: () => Promise.all(indexes.map((index) => index.stop())),
  };
}
