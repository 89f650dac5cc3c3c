import { Router } from "express";
import { jsonBodyUpTo } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";
import { batch } from "./log-batch.ts";
import { logQuery } from "./log-query.ts";
import type { LogStore } from "./log-store.ts";

/** Takes batches of log lines, and serves them page by page. */
export function createLogApi(logs: LogStore): Router {
  const router = Router();

  router.post("/logs", jsonBodyUpTo("1mb"), (req, res) => {
    logs.add(parse(batch, req.body));
    res.status(204).end();
  });

  router.get("/logs", (req, res) => {
    res.set("cache-control", "no-store");
    res.json(logs.search(parse(logQuery, req.query)));
  });

  return router;
}
