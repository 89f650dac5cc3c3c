import { Router } from "express";
import { itDescribes } from "#commons/test/open-api-checks.ts";
import { gatewayOpenApi } from "../src/gateway-openapi.ts";
import { createKeyApi } from "../src/key-api.ts";
import type { KeyService } from "../src/key-service.ts";
import { createLoginApi } from "../src/login-api.ts";
import type { LoginService } from "../src/login-service.ts";
import { createMessageApi } from "../src/message-api.ts";
import { createOauthApi } from "../src/oauth-api.ts";

const router = Router().use(
  createKeyApi({} as KeyService),
  createLoginApi({} as LoginService),
  createMessageApi(() => () => {}),
  createOauthApi({} as Parameters<typeof createOauthApi>[0]),
);

itDescribes("gateway", gatewayOpenApi, router);
