import { Router } from "express";

/** The configuration that Zipkin's own page reads first. */
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

/** The paths that Zipkin's own page and its clients read. */
export function createUiApi(): Router {
  const router = Router();

  router.get(["/zipkin/config.json", "/config.json"], (_req, res) => {
    res.set("cache-control", "no-store").json(config);
  });

  // Zipkin's clients look here for the version of the API.
  router.get(["/info", "/actuator/info"], (_req, res) => {
    res.json({ zipkin: { version: "2", commit: "none" } });
  });

  return router;
}
