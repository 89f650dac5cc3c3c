import { itDescribes } from "#commons/test/open-api-checks.ts";
import { createUserApi } from "../src/user-api.ts";
import { userOpenApi } from "../src/user-openapi.ts";
import type { UserService } from "../src/user-service.ts";

itDescribes("user-api", userOpenApi, createUserApi({} as UserService));
