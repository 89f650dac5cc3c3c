import { type RequestHandler, Router } from "express";

/** The paths of the store, and the service behind each. */
const serviceByPath = {
  "/books": "http://book-api",
  "/cds": "http://cd-api",
  "/dvds": "http://dvd-api",
  "/stock": "http://inventory-api",
  "/carts": "http://shoppingcart-api",
  "/orders": "http://shoppingcart-api",
  "/sales": "http://shoppingcart-api",
  "/user": "http://user-api",
  "/users": "http://user-api",
  // The first that matches a path: /posts alone is the list of all.
  "/posts/:id/comments": "http://comments-api",
  "/posts/:id": "http://posts-api",
  "/posts": "http://query-api",
  "/reactions": "http://posts-api",
  "/moderations": "http://moderation-api",
  "/replay": "http://event-bus",
  "/search": "http://search-api",
  "/recommendations": "http://recommend-api",
  "/tags": "http://tag-api",
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
