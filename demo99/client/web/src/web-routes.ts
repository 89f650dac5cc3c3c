import { Router } from "express";
import { forwardTo } from "#commons/forward.ts";
import { servePage } from "#commons/page.ts";
import type { Registry } from "#commons/registry.ts";

const stockReads = "/stock{/:number}";
/** Without the stock the page still sells; nobody wants to wait for it. */
const impatient = { timeoutMs: 3_000 };

/** The page, and behind the same address the services that it calls. */
export function createWebRoutes(
  page: string,
  registry: Pick<Registry, "find">,
  urlsByPath: Record<string, string>,
): Router {
  const router = Router();
  for (const [path, url] of Object.entries(urlsByPath)) {
    if (path === "/stock") {
      router.get(stockReads, forwardTo(url, registry, impatient));
    }
    router.use(path, forwardTo(url, registry));
  }
  router.use(servePage(page));
  return router;
}
