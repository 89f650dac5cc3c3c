import cors from "cors";
import { type RequestHandler, Router } from "express";
import { Forbidden } from "#commons/errors.ts";

/**
 * Refuses requests from pages of other origins than the allowed ones, and
 * answers the preflight requests of those (CORS). Browsers send the header
 * `Origin` with them; reporters in services do not send it. `*` allows all.
 */
export function checkOrigin(allowed: string[]): Router {
  const isAny = allowed.includes("*");
  const refuseOthers: RequestHandler = (req, _res, next) => {
    const origin = req.get("origin");
    if (!origin || isAny || allowed.includes(origin)) return next();
    if (isSameHost(origin, req.get("host"))) return next();
    throw new Forbidden(
      `Pages of ${origin} need to be named in ZIPKIN_QUERY_ALLOWED_ORIGINS.`,
    );
  };
  const allow = cors({
    origin: isAny ? "*" : allowed,
    methods: ["GET", "POST"],
    allowedHeaders: ["content-type"],
  });
  return Router().use(refuseOthers, allow);
}

function isSameHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
