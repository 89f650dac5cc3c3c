import { type RequestHandler, Router } from "express";
import { servePage } from "#commons/page.ts";
import { noQuery } from "#commons/requests/json-body.ts";
import type { OverviewService } from "./overview-service.ts";

/** The page, its data, and its login, which is the gateway's. */
export function createOverviewApi(
  overview: OverviewService,
  login: RequestHandler,
  page: string,
): Router {
  const router = Router();

  router.get("/overview", noQuery, async (_req, res) => {
    res.set("cache-control", "no-store").json(await overview.get());
  });

  router.post("/login", login);

  router.use(servePage(page));
  return router;
}
