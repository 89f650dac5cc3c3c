import type { Database } from "#commons/database.ts";
import { createLeaseRepository } from "#commons/lease/lease-repository.ts";
import { createLeaseService } from "#commons/lease/lease-service.ts";
import type { Log } from "#commons/log.ts";
import { createCopyRepository } from "./copy-repository.ts";
import { createOverviewApi, type SyncPage } from "./overview-api.ts";
import { createOverviewService } from "./overview-service.ts";
import { createProgressRepository } from "./progress-repository.ts";
import type { Target } from "./replica-client.ts";
import { createRunApi } from "./run-api.ts";
import { createRunRepository } from "./run-repository.ts";
import { createRunService } from "./run-service.ts";
import type { RecordSource } from "./source.ts";
import { createTargetRepository } from "./target-repository.ts";
import { createWalkService } from "./walk-service.ts";

type Parts = {
  database: Database;
  log: Log;
  sources: RecordSource[];
  targets: Target[];
  /** The name of this instance among those of sync-api. */
  instance: string;
  leaseMs: number;
  /** The time between two runs. */
  everyMs: number;
  page?: SyncPage;
  now?: () => number;
};

export type Sync = ReturnType<typeof createSync>;

/** Fills replicas from sources, put together from its layers. */
export function createSync(parts: Parts) {
  const { database, log, sources, targets, page, now = Date.now } = parts;
  const copies = createCopyRepository(database);
  const progress = createProgressRepository(database);
  const runs = createRunRepository(database);
  const leases = createLeaseRepository(database, "sync");
  const lease = createLeaseService(leases, parts.instance, parts.leaseMs, now);
  const { isHeld } = lease;
  const service = createRunService({
    ...{ sources, targets, copies, progress, runs, isHeld, log, now },
    identities: createTargetRepository(database),
    walk: createWalkService({ progress, isHeld, log }),
  });
  const names = targets.map(({ name }) => name);
  const overview = createOverviewService({
    ...{ progress, runs, leases, now },
    targets: names,
  });
  const routes = createRunApi(service, overview);
  if (page) routes.use(createOverviewApi(overview, page));
  let nextRunAt = 0;
  let isRequested = false;
  let running = Promise.resolve();

  /** Any instance may have got the request: it is in the database. */
  async function renew(): Promise<void> {
    await lease.renew();
    if (isHeld() && (await runs.takeRequest())) isRequested = true;
  }

  async function runIfDue(): Promise<void> {
    if (!isHeld()) return;
    if (!isRequested && now() < nextRunAt) return;
    isRequested = false;
    running = service.run().finally(() => {
      nextRunAt = now() + parts.everyMs;
    });
    await running;
  }

  return {
    routes,
    renewMs: lease.renewMs,
    renew,
    /** Runs if it is time, or staff has asked for it. */
    runIfDue,
    measure: overview.measure,
    request: service.request,
    stop: () => lease.release(() => running).catch(() => {}),
  };
}
