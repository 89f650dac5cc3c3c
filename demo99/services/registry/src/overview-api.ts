import { fileURLToPath } from "node:url";
import express, { Router } from "express";
import type { OverviewService } from "./overview-service.ts";

const policy = "default-src 'self'; img-src data:; frame-ancestors 'none'";

/** The registry's page, and the figures that it asks for every second. */
export function createOverviewApi(
  overview: OverviewService,
  page: URL,
): Router {
  const router = Router();

  router.get("/overview", (_req, res) => {
    res.set("cache-control", "no-store").json(overview.get());
  });

  router.use(
    express.static(fileURLToPath(page), {
      setHeaders: (res) => res.setHeader("content-security-policy", policy),
    }),
  );

  return router;
}
