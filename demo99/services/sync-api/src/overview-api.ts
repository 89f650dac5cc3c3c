import { fileURLToPath } from "node:url";
import { type RequestHandler, Router } from "express";
import { servePage } from "#commons/page.ts";
import { noQuery } from "#commons/requests/json-body.ts";
import type { OverviewService } from "./overview-service.ts";

/** The built page, and its login, which is the gateway's. */
export type SyncPage = { files: URL; login: RequestHandler };

/** The page, its data, and its login. */
export function createOverviewApi(
  overview: OverviewService,
  { files, login }: SyncPage,
): Router {
  const router = Router();

  router.get("/overview", noQuery, async (_req, res) => {
    res.set("cache-control", "no-store").json(await overview.get());
  });

  router.post("/login", login);

  router.use(servePage(fileURLToPath(files)));
  return router;
}
