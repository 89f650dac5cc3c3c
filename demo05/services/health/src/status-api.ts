import { Router } from "express";
import { servePage } from "#commons/page.ts";
import { noQuery } from "#commons/requests/json-body.ts";
import type { StatusService } from "./status-service.ts";

/** The state of all instances, for programs and on a page. */
export function createStatusApi(status: StatusService, page: string): Router {
  const router = Router();

  router.get("/instances", noQuery, (_req, res) => {
    res.set("cache-control", "no-store").json(status.report());
  });

  router.get("/overview", noQuery, (_req, res) => {
    res.set("cache-control", "no-store").json(status.overview());
  });

  router.use(servePage(page));
  return router;
}
