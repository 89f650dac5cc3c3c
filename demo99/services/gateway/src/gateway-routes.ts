import { Router } from "express";
import type { Registry } from "#commons/registry.ts";
import { createDocs } from "./docs.ts";
import { createDocsApi } from "./docs-api.ts";
import { createGateway, servicesBehind } from "./gateway.ts";
import { createKeyApi } from "./key-api.ts";
import type { KeyService } from "./key-service.ts";
import { createLoginApi } from "./login-api.ts";
import type { LoginService } from "./login-service.ts";
import { limitRate } from "./rate-limit.ts";
import { createServiceTokenApi } from "./service-token-api.ts";
import type { TokenService } from "./token-service.ts";

type Parts = {
  keys: KeyService;
  tokens: TokenService;
  logins: LoginService;
  serviceSecret: string;
  registry: Pick<Registry, "find">;
  requestsPerMinute: number;
  /** The folder of the documentation page, built. */
  page: string;
};

/** Everything that the gateway answers, or has somebody else answer. */
export function createGatewayRoutes(parts: Parts): Router {
  return Router().use(
    // No service gets on without these two: nothing is to keep them away.
    createKeyApi(parts.keys),
    createServiceTokenApi(parts.tokens, parts.serviceSecret),
    limitRate(parts.requestsPerMinute),
    createLoginApi(parts.logins),
    createDocsApi(createDocs(servicesBehind, parts.registry), parts.page),
    createGateway(parts.registry),
  );
}
