import express, { type RequestHandler, Router } from "express";
import type { Tracer } from "zipkin";
import type { Broker } from "#commons/broker.ts";
import type { Database } from "#commons/database.ts";
import type { Log } from "#commons/log.ts";
import { type OpenApi, serveOpenApi } from "#commons/openapi/describe.ts";
import { authenticate } from "#commons/requests/authenticate.ts";
import { authorize } from "#commons/requests/authorize.ts";
import { readDeadline } from "#commons/requests/deadline.ts";
import { decodableUrl } from "#commons/requests/decodable-url.ts";
import { limitTime } from "#commons/requests/limit-time.ts";
import { logRequests } from "#commons/requests/log-requests.ts";
import {
  measureRequests,
  serveMetrics,
} from "#commons/requests/measure-requests.ts";
import { noteUser } from "#commons/requests/on-behalf-of.ts";
import { pinVersion } from "#commons/requests/pin-version.ts";
import { answerProbes } from "#commons/requests/probes.ts";
import { problemHandler, unknownPath } from "#commons/requests/problem.ts";
import { refuseUntil } from "#commons/requests/readiness.ts";
import { securityHeaders } from "#commons/requests/security-headers.ts";
import { shedLoad } from "#commons/requests/shed-load.ts";
import { traceRequests } from "#commons/requests/trace-requests.ts";
import { validFraming } from "#commons/requests/valid-framing.ts";
import type { FindKey } from "#commons/tokens.ts";

export type Parts = {
  log: Log;
  /** None for a service that only consumes messages. */
  routes?: Router;
  /** What the service does before anything else. */
  first?: RequestHandler[];
  openApi?: OpenApi;
  database?: Database;
  /** Where the work of the service comes from. */
  broker?: Broker;
  /** Where messages go that can wait: its outage delays them, no more. */
  optionalBroker?: Broker;
  findKey?: FindKey;
  tracer?: Tracer;
  port?: number;
  readiness?: { isReady: boolean };
  /** Adds to the reply to GET /health. */
  report?: () => Promise<object>;
  /** A service for other services: its requests are many and alike. */
  isPlatform?: boolean;
};

/** The middleware of every incoming request, in this order. */
export function createApp(parts: Parts) {
  const { log, routes = Router(), first = [], openApi } = parts;
  const { database, findKey, readiness = { isReady: true } } = parts;
  const { tracer, port = 0, isPlatform = false } = parts;
  const app = express();
  app.disable("x-powered-by");
  app.use(
    // First: refusals need these headers, too.
    securityHeaders,
    // Before anything reads the headers or the body.
    validFraming,
    ...first,
    // Before the log: probes come every second and would fill it.
    answerProbes({ ...parts, readiness }),
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
    // Around everything that may call other services.
    readDeadline(),
    // Above the routes, and all that uses what is being prepared.
    refuseUntil(readiness),
    // Before anything compares or decodes the path.
    decodableUrl,
    // First the identity of the caller, then its permissions.
    ...(findKey ? [authenticate(findKey), authorize()] : []),
    // The user of all calls and log lines of this request.
    noteUser(),
    // The version that all calls of this request are to.
    pinVersion(),
    // After authentication, since staff are never refused.
    shedLoad(),
    routes,
    // Last: paths without a route, then everything that was thrown.
    unknownPath,
    problemHandler(log),
  );
  return app;
}
