import { itDescribes } from "#commons/test/open-api-checks.ts";
import { createNumberApi } from "../src/number-api.ts";
import { numberOpenApi } from "../src/number-openapi.ts";
import type { NumberService } from "../src/number-service.ts";

const router = createNumberApi({} as NumberService);

itDescribes("numbergenerator-api", numberOpenApi, router);
