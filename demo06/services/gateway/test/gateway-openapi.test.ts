import { Router } from "express";
import { itDescribes } from "#commons/test/open-api-checks.ts";
import { gatewayOpenApi } from "../src/gateway-openapi.ts";
import { createKeyApi } from "../src/key-api.ts";
import type { KeyRepository } from "../src/key-repository.ts";
import { createLoginApi } from "../src/login-api.ts";
import type { LoginService } from "../src/login-service.ts";

const router = Router().use(
  createKeyApi({} as KeyRepository),
  createLoginApi({} as LoginService),
);

itDescribes("gateway", gatewayOpenApi, router);
