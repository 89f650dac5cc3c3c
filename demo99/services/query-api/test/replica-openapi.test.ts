import { itDescribes } from "#commons/test/open-api-checks.ts";
import { createReplicaApi } from "../src/replica-api.ts";
import { replicaOpenApi } from "../src/replica-openapi.ts";
import type { ReplicaService } from "../src/replica-service.ts";

const router = createReplicaApi({} as ReplicaService);

itDescribes("query-api", replicaOpenApi, router);
