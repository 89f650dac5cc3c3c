import { Router } from "express";
import { createOverviewApi, type SyncPage } from "./overview-api.ts";
import type { OverviewService } from "./overview-service.ts";
import { createRunApi } from "./run-api.ts";
import type { RunService } from "./run-service.ts";

/** All routes of sync-api; within another service, there is no page. */
export function createSyncApi(
  runs: RunService,
  overview: OverviewService,
  page?: SyncPage,
): Router {
  const router = Router().use(createRunApi(runs, overview));
  return page ? router.use(createOverviewApi(overview, page)) : router;
}
