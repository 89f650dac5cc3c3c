import { Router } from "express";
import { noQuery } from "#commons/json-body.ts";
import { servePage } from "#commons/page.ts";
import type { StatusService } from "./status-service.ts";

/** How the instances are, for programs, and on a page for people. */
export function createStatusApi(status: StatusService, page: string): Router {
  const router = Router();

  router.get("/instances", noQuery, async (_req, res) => {
    res.set("cache-control", "no-store").json(await status.report());
  });

  router.get("/overview", noQuery, (_req, res) => {
    res.set("cache-control", "no-store").json(status.getOverview());
  });

  router.use(servePage(page));
  return router;
}
