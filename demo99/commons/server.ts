import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { Server as TcpServer } from "node:net";
import { connect } from "#commons/database.ts";
import type { GrpcParts } from "#commons/grpc/incoming.ts";
import type { GrpcServer } from "#commons/grpc/server.ts";
import type { Registry } from "#commons/registry.ts";
import { answerParserErrors } from "#commons/requests/parser-errors.ts";
import { createApp, type Parts } from "#commons/service.ts";
import { untilSuccess } from "#commons/until-success.ts";

export type Service = Omit<Parts, "log" | "readiness"> & {
  /** Makes the service ready for requests; repeated until it succeeds. */
  prepare?: () => Promise<unknown>;
  /** Undefined for the registry itself, which has no entry. */
  registry?: Registry | undefined;
  /** Serves gRPC, on `grpcPort`. */
  grpc?: (parts: GrpcParts) => Promise<GrpcServer>;
  grpcPort?: number | undefined;
  /** Ends what the service does by itself, while the broker is still there. */
  onStop?: () => Promise<unknown>;
  /** Sends the last traces. */
  flush?: () => Promise<unknown>;
};

type Running = Service & Pick<Parts, "log"> & { port: number; host: string };

/** A request has to arrive within 5 s, or is answered 408. */
const settings = {
  requestTimeout: 5_000,
  headersTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  // Longer than any client keeps an idle connection.
  keepAliveTimeout: 60_000,
  // Node would answer 400 without a reason: see valid-framing.ts.
  requireHostHeader: false,
};

/** How long a client may use a kept connection while the service stops. */
const graceMs = 500;

/**
 * Runs a service: listens at once, answers 503 until it is prepared, and on
 * SIGTERM finishes the requests in flight before it exits.
 */
export async function runServer(service: Running): Promise<Server> {
  const { log, port, grpcPort = 0, host, database, broker, prepare } = service;
  const readiness = { isReady: false };
  const app = createApp({ ...service, readiness });
  const server = createServer(settings, app).listen(port, host);
  answerParserErrors(server);
  await once(server, "listening");
  // An outgoing connection may have its port for a moment.
  const grpc = await untilSuccess(log, async () =>
    service.grpc?.({ ...service, port: grpcPort, readiness }),
  );
  process.once("SIGTERM", () => stop(server, service, grpc));

  await untilSuccess(log, async () => {
    if (database) await connect(database);
    await broker?.ping();
    await prepare?.();
  });
  await untilSuccess(log, async () => service.registry?.register());
  readiness.isReady = true;
  grpc?.setReady();
  log.info(`ready on port ${port}`);
  return server;
}

async function stop(server: Server, service: Running, grpc?: GrpcServer) {
  const { log, registry, broker, optionalBroker, onStop, flush } = service;
  log.info("stopping");
  // Clients that keep connections learn now that this one will be closed.
  server.prependListener("request", (_req, res) => {
    res.setHeader("connection", "close");
  });
  await registry?.deregister();
  // The close() of HTTP would close idle connections that are about to be used.
  TcpServer.prototype.close.call(server);
  const closeIdle = () => server.closeIdleConnections();
  setTimeout(() => setInterval(closeIdle, 50), graceMs);
  setTimeout(() => server.closeAllConnections(), 10_000);
  await Promise.all([once(server, "close"), grpc?.stop()]);
  await onStop?.();
  await broker?.close();
  await optionalBroker?.close();
  await flush?.();
  process.exit(0);
}
