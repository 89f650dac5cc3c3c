import { once } from "node:events";
import type { Server } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import express, { type RequestHandler, type Router } from "express";
import { authenticate } from "#commons/auth.ts";
import type { Database } from "#commons/database.ts";
import { beyondDeadline, keepDeadline } from "#commons/deadline.ts";
import { Unavailable } from "#commons/errors.ts";
import {
  type Checks,
  createHealthRoutes,
  type Report,
} from "#commons/health.ts";
import { createHttpClient } from "#commons/http.ts";
import { identifyWith } from "#commons/identity.ts";
import { createKeySet, type Jwks, type KeySet } from "#commons/key-set.ts";
import { shedLoad } from "#commons/load-shedding.ts";
import { type Log, shipLogs } from "#commons/log.ts";
import {
  createMetricsRoutes,
  measureProcess,
  measureRequests,
} from "#commons/metrics.ts";
import { problemHandler, unknownPath } from "#commons/problem.ts";
import type { Registry } from "#commons/registry.ts";
import { logRequests } from "#commons/request-log.ts";
import { reportResilience } from "#commons/resilience-report.ts";
import { securityHeaders } from "#commons/security-headers.ts";
import {
  type Credentials,
  createServiceToken,
  type TokenAnswer,
} from "#commons/service-token.ts";
import { untraced } from "#commons/tracing/context.ts";
import { traceRequests } from "#commons/tracing/requests.ts";
import { noteResilience } from "#commons/tracing/resilience-notes.ts";
import {
  startTracing,
  stopTracing,
  type TracingSettings,
} from "#commons/tracing.ts";

export type Service = {
  log: Log;
  port: number;
  routes: Router;
  registry?: Registry;
  database?: Database;
  /** What must have happened before requests are taken; may run again. */
  prepare?: () => Promise<unknown>;
  /** With what it gets tokens of its own, to call others. */
  credentials?: Credentials;
  /** With what the tokens of its callers are checked: the gateway's keys. */
  keys?: Pick<KeySet, "find">;
  report?: Report;
  /** Without it, requests are of no trace. */
  tracing?: TracingSettings;
};

/**
 * Runs a service: listens at once, answers 503 until it is prepared, and on
 * SIGTERM finishes what is open before it exits.
 */
export async function startService(service: Service): Promise<Server> {
  const { log, port, registry, tracing } = service;
  if (registry && tracing) {
    const name = log.bindings().service;
    startTracing({ service: name, port, registry }, tracing);
    noteResilience();
  }
  const readiness = { isReady: false };
  const keys = registry && joinStore(service, registry);
  const server = createApp({ keys, ...service }, readiness).listen(port);
  // Longer than any client keeps an idle connection.
  server.keepAliveTimeout = 60_000;
  await once(server, "listening");
  process.once("SIGTERM", () => stop(server, log, registry));
  measureProcess();
  reportResilience(log);
  if (registry) shipLogsThrough(registry);

  await untilPrepared(service);
  await registry?.register();
  readiness.isReady = true;
  log.info(`ready on port ${port}`);
  return server;
}

/** The express application of a service, as tests start it too. */
export function createApp(
  { log, routes, database, keys, report }: Omit<Service, "port">,
  readiness = { isReady: true },
) {
  const app = express();
  app.disable("x-powered-by");
  // The web server says for whom it asks; anybody farther away might lie.
  app.set("trust proxy", "loopback");
  app.use(securityHeaders);
  app.use(createHealthRoutes(checksOf(readiness, database), report));
  app.use(createMetricsRoutes());
  app.use(traceRequests());
  app.use(logRequests(log));
  app.use(measureRequests);
  app.use(keepDeadline);
  app.use(refuseUntil(readiness));
  if (keys) app.use(authenticate(keys));
  app.use(shedLoad());
  app.use(routes);
  app.use(unknownPath);
  app.use(problemHandler(log));
  return app;
}

type Readiness = { isReady: boolean };

function checksOf(readiness: Readiness, database?: Database): Checks {
  return {
    startup: async () => {
      if (!readiness.isReady) throw new Error("not prepared yet");
    },
    ...(database && { database: () => database.command({ ping: 1 }) }),
  };
}

function refuseUntil(readiness: Readiness): RequestHandler {
  return function startup(_req, _res, next) {
    if (!readiness.isReady) throw new Unavailable("Still starting.");
    next();
  };
}

/** Nothing is asked of the gateway yet: it may be starting too. */
function joinStore({ credentials }: Service, registry: Registry) {
  const call = createHttpClient("http://gateway", registry, {
    identity: async () => ({}),
  });
  // For all who wait: not as impatient as the one who came first.
  const getToken = () =>
    beyondDeadline(() => call<TokenAnswer>("POST", "/token", credentials));
  const getKeys = () =>
    beyondDeadline(() => call<Jwks>("GET", "/.well-known/jwks.json"));
  if (credentials) identifyWith(createServiceToken(() => untraced(getToken)));
  return createKeySet(() => untraced(getKeys));
}

function shipLogsThrough(registry: Registry) {
  const { instanceId } = registry;
  const call = createHttpClient("http://monitoring", registry, {
    timeoutMs: 1_000,
  });
  shipLogs((batch) =>
    untraced(() => call("POST", "/logs", { instanceId, ...batch })),
  );
}

async function untilPrepared({ log, database, prepare }: Service) {
  for (;;) {
    try {
      // The driver does not recover by itself from a first failure.
      await database?.client.connect();
      return await prepare?.();
    } catch (error) {
      log.warn(`not ready yet: ${(error as Error).message}`);
      await delay(250);
    }
  }
}

async function stop(server: Server, log: Log, registry?: Registry) {
  log.info("stopping");
  await registry?.deregister();
  server.close();
  // A connection that was busy above is idle, and still open, a moment later.
  setInterval(() => server.closeIdleConnections(), 50);
  await once(server, "close");
  await stopTracing();
  process.exit(0);
}
