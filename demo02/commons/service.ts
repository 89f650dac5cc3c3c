import express, { type RequestHandler, type Router } from "express";
import type { Database } from "#commons/database.ts";
import type { Log } from "#commons/log.ts";
import { type OpenApi, serveOpenApi } from "#commons/openapi/describe.ts";
import { decodableUrl } from "#commons/requests/decodable-url.ts";
import { limitTime } from "#commons/requests/limit-time.ts";
import { logRequests } from "#commons/requests/log-requests.ts";
import { answerProbes } from "#commons/requests/probes.ts";
import { problemHandler, unknownPath } from "#commons/requests/problem.ts";
import { refuseUntil } from "#commons/requests/readiness.ts";
import { securityHeaders } from "#commons/requests/security-headers.ts";
import { validFraming } from "#commons/requests/valid-framing.ts";

export type Parts = {
  log: Log;
  routes: Router;
  /** What the service does before anything else. */
  first?: RequestHandler[];
  openApi?: OpenApi;
  database?: Database;
  readiness?: { isReady: boolean };
  /** A service for other services: its requests are many and alike. */
  isPlatform?: boolean;
};

/** The middleware of every incoming request, in this order. */
export function createApp(parts: Parts) {
  const { log, routes, first = [], openApi, isPlatform = false } = parts;
  const { database, readiness = { isReady: true } } = parts;
  const app = express();
  app.disable("x-powered-by");
  app.use(
    // First: refusals need these headers, too.
    securityHeaders,
    // Before anything reads the headers or the body.
    validFraming,
    ...first,
    // Before the log: probes come every second and would fill it.
    answerProbes({ readiness, database }),
    // Open to all, and there before the service is ready.
    serveOpenApi(openApi),
    // Before everything that may refuse a request.
    logRequests(log, isPlatform ? "debug" : "info"),
    // Above everything that may ask the database.
    ...(database ? [limitTime(problemHandler(log))] : []),
    // Above the routes, and all that uses what is being prepared.
    refuseUntil(readiness),
    // Before anything compares or decodes the path.
    decodableUrl,
    routes,
    // Last: paths without a route, then everything that was thrown.
    unknownPath,
    problemHandler(log),
  );
  return app;
}
