import { createReplicaApi } from "#commons/replica/replica-api.ts";
import type { ReplicaService } from "#commons/replica/replica-service.ts";
import { itDescribes } from "#commons/test/open-api-checks.ts";
import { createRecommendationApi } from "../src/recommendation-api.ts";
import { recommendationOpenApi } from "../src/recommendation-openapi.ts";
import type { RecommendationService } from "../src/recommendation-service.ts";

itDescribes(
  "recommend-api",
  recommendationOpenApi,
  createRecommendationApi({} as RecommendationService).use(
    createReplicaApi({} as ReplicaService),
  ),
);
