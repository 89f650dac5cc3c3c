import { itDescribes } from "#commons/test/open-api-checks.ts";
import { createModerationApi } from "../src/moderation-api.ts";
import { moderationOpenApi } from "../src/moderation-openapi.ts";
import type { ModerationService } from "../src/moderation-service.ts";

itDescribes(
  "moderation-api",
  moderationOpenApi,
  createModerationApi({} as ModerationService),
);
