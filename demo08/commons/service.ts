import express, { type RequestHandler, type Router } from "express";
import type { Tracer } from "zipkin";
import type { Database } from "#commons/database.ts";
import type { Log } from "#commons/log.ts";
import { type OpenApi, serveOpenApi } from "#commons/openapi/describe.ts";
import { authenticate } from "#commons/requests/authenticate.ts";
import { authorize } from "#commons/requests/authorize.ts";
import { decodableUrl } from "#commons/requests/decodable-url.ts";
import { limitTime } from "#commons/requests/limit-time.ts";
import { logRequests } from "#commons/requests/log-requests.ts";
import {
  measureRequests,
  serveMetrics,
} from "#commons/requests/measure-requests.ts";
import { answerProbes } from "#commons/requests/probes.ts";
import { problemHandler, unknownPath } from "#commons/requests/problem.ts";
import { refuseUntil } from "#commons/requests/readiness.ts";
import { securityHeaders } from "#commons/requests/security-headers.ts";
import { traceRequests } from "#commons/requests/trace-requests.ts";
import { validFraming } from "#commons/requests/valid-framing.ts";
import type { FindKey } from "#commons/tokens.ts";

export type Parts = {
  log: Log;
  routes: Router;
  /** What the service does before anything else. */
  first?: RequestHandler[];
  openApi?: OpenApi;
  database?: Database;
  findKey?: FindKey;
  tracer?: Tracer;
  port?: number;
  readiness?: { isReady: boolean };
  /** A service for other services: its requests are many and alike. */
  isPlatform?: boolean;
};

/** The middleware of every incoming request, in this order. */
export function createApp(parts: Parts) {
  const { log, routes, first = [], openApi, isPlatform = false } = parts;
  const { database, findKey, readiness = { isReady: true } } = parts;
  const { tracer, port = 0 } = parts;
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
    // Above measureRequests: reading the metrics must not change them.
    serveMetrics(),
    // Around everything that may refuse: refusals are measured, too.
    measureRequests(),
    // Before the log, whose lines have the id of the trace.
    ...(tracer && !isPlatform ? [traceRequests(tracer, port)] : []),
    // Before everything that may refuse a request.
    logRequests(log, isPlatform ? "debug" : "info"),
    // Above everything that may ask the database.
    ...(database ? [limitTime(problemHandler(log))] : []),
    // Above the routes, and all that uses what is being prepared.
    refuseUntil(readiness),
    // Before anything compares or decodes the path.
    decodableUrl,
    // First the identity of the caller, then its permissions.
    ...(findKey ? [authenticate(findKey), authorize()] : []),
    routes,
    // Last: paths without a route, then everything that was thrown.
    unknownPath,
    problemHandler(log),
  );
  return app;
}
