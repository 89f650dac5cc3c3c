import { Router } from "express";
import { noQuery } from "#commons/requests/json-body.ts";

/** What Zipkin's own page has to know before it asks anything else. */
const config = {
  environment: "",
  queryLimit: 10,
  defaultLookback: 15 * 60 * 1_000,
  searchEnabled: true,
  logsUrl: null,
  supportUrl: null,
  archivePostUrl: null,
  archiveUrl: null,
  dependency: { enabled: true, lowErrorRate: 0.5, highErrorRate: 0.75 },
};

/** Makes room for Zipkin's own page beside, or instead of, this one's. */
export function createUiApi(): Router {
  const router = Router();

  router.get(["/zipkin/config.json", "/config.json"], noQuery, (_req, res) => {
    res.set("cache-control", "no-store").json(config);
  });

  return router;
}
