import { type RequestHandler, Router } from "express";

/** The paths of the store, and the service behind each. */
const serviceByPath = {
  "/books": "http://localhost:8081",
  "/cds": "http://localhost:8082",
  "/dvds": "http://localhost:8083",
  "/stock": "http://localhost:8085",
  "/carts": "http://localhost:8086",
  "/orders": "http://localhost:8086",
};

/** All services of the store under one address. */
export function forwardStore(
  forward: (service: string) => RequestHandler,
): Router {
  const router = Router();
  for (const [path, service] of Object.entries(serviceByPath)) {
    router.all(path, forward(service));
    router.all(`${path}/*rest`, forward(service));
  }
  return router;
}
