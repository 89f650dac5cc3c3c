import { type RequestHandler, Router } from "express";
import { servePage } from "#commons/page.ts";

/** The page, and under the same address the services that it calls. */
export function createWebRoutes(
  page: string,
  forward: (url: string) => RequestHandler,
  urlsByPath: Record<string, string>,
): Router {
  const router = Router();
  for (const [path, url] of Object.entries(urlsByPath)) {
    router.all(path, forward(url));
    router.all(`${path}/*rest`, forward(url));
  }
  router.use(servePage(page));
  return router;
}
