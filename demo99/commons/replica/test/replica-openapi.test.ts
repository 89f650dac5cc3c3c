import { describeService } from "#commons/openapi/describe.ts";
import { itDescribes } from "#commons/test/open-api-checks.ts";
import { createReplicaApi } from "../replica-api.ts";
import { replicaOperations } from "../replica-openapi.ts";
import type { ReplicaService } from "../replica-service.ts";

itDescribes(
  "a replica",
  describeService("a-service", "A service with a replica.", replicaOperations),
  createReplicaApi({} as ReplicaService),
);
