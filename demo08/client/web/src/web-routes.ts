import { Router } from "express";
import { servePage } from "#commons/page.ts";
import { serveSettings } from "./settings.ts";

/** The page, and the address of the gateway, which the page calls itself. */
export function createWebRoutes(page: string, gatewayUrl: string): Router {
  const router = Router();
  router.use(serveSettings(gatewayUrl));
  router.use(servePage(page));
  return router;
}
