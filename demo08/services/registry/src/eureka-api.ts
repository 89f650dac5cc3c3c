import { Router } from "express";
import { requirePassword } from "./credentials.ts";
import { createDiscoveryApi } from "./discovery-api.ts";
import { createInstanceApi } from "./instance-api.ts";
import type { RegistryService } from "./registry-service.ts";
import { createReplicationApi } from "./replication-api.ts";
import type { ResponseCache } from "./response-cache.ts";

/**
 * Eureka's REST protocol, at the paths of Spring Cloud and those of Netflix.
 * https://github.com/Netflix/eureka/wiki/Eureka-REST-operations
 */
export function createEurekaApi(
  registry: RegistryService,
  password: string,
  cache: ResponseCache,
): Router {
  const router = Router();
  const paths = ["/eureka/v2", "/eureka"];
  router.use(paths, requirePassword(password));
  router.use(paths, createReplicationApi(registry));
  router.use(paths, createInstanceApi(registry));
  router.use(paths, createDiscoveryApi(registry, cache));
  return router;
}
