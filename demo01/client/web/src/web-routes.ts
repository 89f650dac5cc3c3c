import { Router } from "express";
import { forwardTo } from "#commons/forward.ts";
import { servePage } from "#commons/page.ts";
import { securityHeaders } from "#commons/security-headers.ts";

/** The page, and behind the same address the services that it calls. */
export function createWebRoutes(
  page: string,
  urlsByPath: Record<string, string>,
): Router {
  const router = Router();
  router.use(securityHeaders);
  for (const [path, url] of Object.entries(urlsByPath)) {
    router.use(path, forwardTo(url));
  }
  router.use(servePage(page));
  return router;
}
