import { Router } from "express";
import { NotFound } from "#commons/errors.ts";
import { answer } from "./exchange.ts";
import type { RegistryService } from "./registry-service.ts";
import {
  hashCodeOf,
  toApplication,
  toApplications,
  toInstanceInfo,
} from "./representation.ts";

/** What is asked by those who look for instances. */
export function createDiscoveryApi(registry: RegistryService): Router {
  const router = Router();

  router.get("/apps", (req, res) =>
    answer(req, res, { applications: toApplications(registry.list()) }),
  );

  // Above the applications, none of which can have this name.
  router.get("/apps/delta", (req, res) => {
    const { version, leases } = registry.listChanges();
    const hashCode = hashCodeOf(registry.list());
    const changes = toApplications(leases, {
      version: String(version),
      hashCode,
    });
    return answer(req, res, { applications: changes });
  });

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
