import { Router } from "express";
import { jsonBody, noQuery } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";
import type { OverviewService } from "./overview-service.ts";
import { runQuery, runRequest } from "./run.ts";
import type { RunService } from "./run-service.ts";

export function createRunApi(
  runs: RunService,
  overview: OverviewService,
): Router {
  const router = Router();

  router.get("/runs", async (req, res) => {
    const { limit } = parse(runQuery, req.query);
    res.json({ items: await runs.list(limit) });
  });

  router.post("/runs", noQuery, jsonBody, async (req, res) => {
    parse(runRequest, req.body ?? {});
    await runs.request();
    res.status(202).location("/runs").json({ requested: true });
  });

  router.get("/sources", noQuery, async (_req, res) => {
    res.json({ items: await overview.listSources() });
  });

  return router;
}
