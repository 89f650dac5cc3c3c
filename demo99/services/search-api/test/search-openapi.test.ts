import { Router } from "express";
import { createReplicaApi } from "#commons/replica/replica-api.ts";
import { itDescribes } from "#commons/test/open-api-checks.ts";
import { createSearchApi } from "../src/search-api.ts";
import { searchOpenApi } from "../src/search-openapi.ts";
import type { SearchService } from "../src/search-service.ts";

const router = Router().use(
  createSearchApi({} as SearchService),
  createReplicaApi({} as never),
);

itDescribes("search-api", searchOpenApi, router);
