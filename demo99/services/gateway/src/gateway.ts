import { type RequestHandler, Router } from "express";
import { forwardStore } from "#commons/store-routes.ts";
import { createMessageApi } from "./message-api.ts";

/**
 * One entrance to the store. The middleware of every service has verified the
 * token and authorised the request by now; it is forwarded with its token. The
 * services do the same again: they can be reached without the gateway, and
 * only they know the owner of an order.
 */
export function createGateway(
  forward: (service: string) => RequestHandler,
): Router {
  const router = Router();
  router.use(forwardStore(forward));
  router.use(createMessageApi(forward));
  // For services only, as the list in authorize.ts says.
  router.all("/numbers/*rest", forward("http://numbergenerator-api"));
  router.all("/reservations", forward("http://inventory-api"));
  router.all("/reservations/*rest", forward("http://inventory-api"));
  return router;
}
