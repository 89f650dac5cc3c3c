import { type RequestHandler, Router } from "express";
import { only, onlyToWrite } from "#commons/requests/authorize.ts";

type Forward = (service: string) => RequestHandler;

/** The paths of the store: the service behind each, and who may call it. */
const paths = {
  "/books": { service: "book-api", guard: onlyToWrite("admin") },
  "/cds": { service: "cd-api", guard: onlyToWrite("admin") },
  "/dvds": { service: "dvd-api", guard: onlyToWrite("admin") },
  "/stock": {
    service: "inventory-api",
    guard: onlyToWrite("admin", "service"),
  },
  "/reservations": { service: "inventory-api", guard: only("service") },
  "/numbers": { service: "numbergenerator-api", guard: only("service") },
  "/carts": { service: "shoppingcart-api", guard: only("customer") },
  "/orders": { service: "shoppingcart-api", guard: only("customer") },
};

/** The names of the services behind the gateway, each once. */
export const services = [
  ...new Set(Object.values(paths).map(({ service }) => service)),
];

/**
 * One entrance to the store. The token of a request has been verified before;
 * a request is authorised by its path and method, then forwarded with its
 * token. The services verify and authorise again: they can be reached without
 * the gateway, and only they know the owner of a cart or an order.
 */
export function createGateway(forward: Forward): Router {
  const router = Router();
  for (const [path, { service, guard }] of Object.entries(paths)) {
    router.all(`${path}{/*rest}`, guard, forward(`http://${service}`));
  }
  return router;
}
