import { Router } from "express";
import { NotFound } from "#commons/errors.ts";
import { answer, answerCached } from "./exchange.ts";
import type { RegistryService } from "./registry-service.ts";
import {
  hashCodeOf,
  toApplication,
  toApplications,
  toInstanceInfo,
} from "./representation.ts";
import type { ResponseCache } from "./response-cache.ts";

/** The queries of clients that look for instances. */
export function createDiscoveryApi(
  registry: RegistryService,
  cache: ResponseCache,
): Router {
  const router = Router();

  router.get("/apps", (req, res) =>
    answerCached(req, res, cache, {
      name: "apps",
      version: registry.versions().all,
      body: () => ({ applications: toApplications(registry.list()) }),
    }),
  );

  // Above the applications, none of which can have this name.
  router.get("/apps/delta", (req, res) =>
    answerCached(req, res, cache, {
      name: "delta",
      version: registry.versions().changes,
      body: () => ({ applications: deltaOf(registry) }),
    }),
  );

  router.get("/apps/:app", (req, res) => {
    const name = req.params.app.toUpperCase();
    const leases = registry.listByApp(name);
    if (leases.length === 0) throw new NotFound(`There is no ${name}.`);
    return answer(req, res, { application: toApplication(name, leases) });
  });

  router.get("/apps/:app/:id", (req, res) => {
    const lease = registry.get(req.params.app, req.params.id);
    return answer(req, res, { instance: toInstanceInfo(lease) });
  });

  router.get("/instances/:id", (req, res) => {
    const lease = registry.getById(req.params.id);
    return answer(req, res, { instance: toInstanceInfo(lease) });
  });

  router.get("/vips/:address", (req, res) => {
    const leases = registry.listByAddress("vipAddress", req.params.address);
    const applications = toApplications(leases, { version: "-1" });
    return answer(req, res, { applications });
  });

  router.get("/svips/:address", (req, res) => {
    const { address } = req.params;
    const leases = registry.listByAddress("secureVipAddress", address);
    const applications = toApplications(leases, { version: "-1" });
    return answer(req, res, { applications });
  });

  return router;
}

function deltaOf(registry: RegistryService) {
  const { version, leases } = registry.listChanges();
  const hashCode = hashCodeOf(registry.list());
  return toApplications(leases, { version: String(version), hashCode });
}
