import { type RequestHandler, Router } from "express";
import { only, onlyToWrite } from "#commons/auth.ts";
import { forwardTo } from "#commons/forward.ts";
import type { Registry } from "#commons/registry.ts";
import { limitBody } from "./body-limit.ts";

/** Where the store's paths lead, and who may go there. */
const paths = {
  "/books": { to: "http://book-api", guard: onlyToWrite("admin") },
  "/cds": { to: "http://cd-api", guard: onlyToWrite("admin") },
  "/dvds": { to: "http://dvd-api", guard: onlyToWrite("admin") },
  "/stock": {
    to: "http://inventory-api",
    guard: onlyToWrite("admin", "service"),
  },
  "/reservations": { to: "http://inventory-api", guard: only("service") },
  "/numbers": { to: "http://numbergenerator-api", guard: only("service") },
  "/carts": { to: "http://shoppingcart-api", guard: only("customer") },
  "/orders": { to: "http://shoppingcart-api", guard: only("customer") },
};

/** By their names, as the registry knows them. */
export const servicesBehind = [
  ...new Set(Object.values(paths).map(({ to }) => new URL(to).hostname)),
];

/**
 * One door for the whole store: the token has been checked, now the request is
 * passed on to an instance of its service, or refused. Each service decides
 * again by itself; what belongs to whom is known only there.
 */
export function createGateway(registry: Pick<Registry, "find">): Router {
  const router = Router();
  router.use(dropIdentity, limitBody(100 * 1024));
  for (const [path, { to, guard }] of Object.entries(paths)) {
    router.use(path, guard, forwardTo(to, registry));
  }
  return router;
}

/** Only services may say for whom they call, and none of them calls here. */
const dropIdentity: RequestHandler = (req, _res, next) => {
  delete req.headers["x-user"];
  next();
};
