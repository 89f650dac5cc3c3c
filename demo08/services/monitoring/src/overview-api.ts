import { Router } from "express";
import { noQuery } from "#commons/requests/json-body.ts";
import type { OverviewService } from "./overview-service.ts";

/** The state of all instances, for programs and for the page. */
export function createOverviewApi(service: OverviewService): Router {
  const router = Router();

  const serve = (path: string, read: () => unknown) =>
    router.get(path, noQuery, (_req, res) => {
      res.set("cache-control", "no-store").json(read());
    });

  serve("/overview", service.overview);
  serve("/unhealthy", service.unhealthy);
  serve("/observations", service.observations);
  serve("/series", service.series);
  return router;
}
