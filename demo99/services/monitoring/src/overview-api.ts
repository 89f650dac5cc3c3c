import { Router } from "express";
import { noQuery } from "#commons/json-body.ts";
import type { OverviewService } from "./overview-service.ts";

/** How everybody is, who is ill, and what the charts begin with. */
export function createOverviewApi(overview: OverviewService): Router {
  const router = Router();

  router.get("/overview", noQuery, (_req, res) => {
    res.set("cache-control", "no-store").json(overview.get());
  });

  router.get("/ill", noQuery, (_req, res) => {
    res.set("cache-control", "no-store").json(overview.illness());
  });

  router.get("/series", noQuery, (_req, res) => {
    res.set("cache-control", "no-store").json(overview.series());
  });

  return router;
}
