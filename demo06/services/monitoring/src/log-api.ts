import express, { Router } from "express";
import { parse } from "#commons/validate.ts";
import { batch, page } from "./log-entry.ts";
import type { LogStore } from "./log-store.ts";
import type { LogStream } from "./log-stream.ts";

/** Takes batches of log lines, and finds them again. */
export function createLogApi(logs: LogStore, stream: LogStream): Router {
  const router = Router();

  router.post("/logs", express.json({ limit: "1mb" }), (req, res) => {
    logs.add(parse(batch, req.body));
    res.status(204).end();
  });

  router.get("/logs", (req, res) => {
    res.set("cache-control", "no-store");
    res.json(logs.search(parse(page, req.query)));
  });

  router.get("/logs/stream", stream.open);

  return router;
}
