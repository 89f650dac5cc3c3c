import { once } from "node:events";
import type { Server } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import express, { type RequestHandler, type Router } from "express";
import type { Database } from "#commons/database.ts";
import { Unavailable } from "#commons/errors.ts";
import { type Checks, createHealthRoutes } from "#commons/health.ts";
import type { Log } from "#commons/log.ts";
import { problemHandler, unknownPath } from "#commons/problem.ts";
import type { Registry } from "#commons/registry.ts";
import { logRequests } from "#commons/request-log.ts";
import { securityHeaders } from "#commons/security-headers.ts";

export type Service = {
  log: Log;
  port: number;
  routes: Router;
  registry?: Registry;
  database?: Database;
  /** What must have happened before requests are taken; may run again. */
  prepare?: () => Promise<unknown>;
};

/**
 * Runs a service: listens at once, answers 503 until it is prepared, and on
 * SIGTERM finishes what is open before it exits.
 */
export async function startService(service: Service): Promise<Server> {
  const { log, port, registry } = service;
  const readiness = { isReady: false };
  const server = createApp(service, readiness).listen(port);
  // Longer than any client keeps an idle connection.
  server.keepAliveTimeout = 60_000;
  await once(server, "listening");
  process.once("SIGTERM", () => stop(server, log, registry));

  await untilPrepared(service);
  await registry?.register();
  readiness.isReady = true;
  log.info(`ready on port ${port}`);
  return server;
}

/** The express application of a service, as tests start it too. */
export function createApp(
  { log, routes, database }: Omit<Service, "port">,
  readiness = { isReady: true },
) {
  const app = express();
  app.disable("x-powered-by");
  app.use(securityHeaders);
  app.use(createHealthRoutes(checksOf(readiness, database)));
  app.use(logRequests(log));
  app.use(refuseUntil(readiness));
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
  process.exit(0);
}
