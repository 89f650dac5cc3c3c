import { type RequestHandler, Router } from "express";
import { servePage } from "#commons/page.ts";

/** The page, and under the same address the routes that it calls. */
export function createWebRoutes(page: string, calls: RequestHandler): Router {
  return Router().use(calls, servePage(page));
}
