import type { RequestHandler } from "express";
import { Unavailable } from "#commons/errors.ts";

/** Refuses requests until the service is prepared for them. */
export function refuseUntil(readiness: { isReady: boolean }): RequestHandler {
  return function startup(_req, _res, next) {
    if (!readiness.isReady) throw new Unavailable("Still starting.");
    next();
  };
}
