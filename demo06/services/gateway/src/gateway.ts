import { type RequestHandler, Router } from "express";

type Forward = (service: string) => RequestHandler;

/** The paths of the store, and the service behind each. */
const serviceByPath = {
  "/books": "book-api",
  "/cds": "cd-api",
  "/dvds": "dvd-api",
  "/stock": "inventory-api",
  "/reservations": "inventory-api",
  "/numbers": "numbergenerator-api",
  "/carts": "shoppingcart-api",
  "/orders": "shoppingcart-api",
};

/** The names of the services behind the gateway, each once. */
export const services = [...new Set(Object.values(serviceByPath))];

/**
 * One entrance to the store. The middleware of every service has verified the
 * token and authorised the request by now; it is forwarded with its token. The
 * services do the same again: they can be reached without the gateway, and
 * only they know the owner of an order.
 */
export function createGateway(forward: Forward): Router {
  const router = Router();
  for (const [path, service] of Object.entries(serviceByPath)) {
    router.all(path, forward(`http://${service}`));
    router.all(`${path}/*rest`, forward(`http://${service}`));
  }
  return router;
}
