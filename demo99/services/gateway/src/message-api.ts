import { type RequestHandler, Router } from "express";
import { only } from "#commons/requests/authorize.ts";

/** slack-api itself has no login: here, its messages are for staff only. */
export function createMessageApi(
  forward: (service: string) => RequestHandler,
): Router {
  return Router().get("/messages", only("admin"), forward("http://slack-api"));
}
