import { itDescribes } from "#commons/test/open-api-checks.ts";
import type { OverviewService } from "../src/overview-service.ts";
import { createRunApi } from "../src/run-api.ts";
import type { RunService } from "../src/run-service.ts";
import { syncOpenApi } from "../src/sync-openapi.ts";

itDescribes(
  "sync-api",
  syncOpenApi,
  createRunApi({} as RunService, {} as OverviewService),
);
