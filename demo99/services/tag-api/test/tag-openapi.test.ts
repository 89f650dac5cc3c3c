import { createReplicaApi } from "#commons/replica/replica-api.ts";
import type { ReplicaService } from "#commons/replica/replica-service.ts";
import { itDescribes } from "#commons/test/open-api-checks.ts";
import { createTagApi } from "../src/tag-api.ts";
import { tagOpenApi } from "../src/tag-openapi.ts";
import type { TagService } from "../src/tag-service.ts";

itDescribes(
  "tag-api",
  tagOpenApi,
  createTagApi({} as TagService).use(createReplicaApi({} as ReplicaService)),
);
