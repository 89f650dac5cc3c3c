import { createSecretKey } from "node:crypto";
import { collectDefaultMetrics } from "prom-client";
import { type Broker, openBroker } from "#commons/broker.ts";
import { createCaller } from "#commons/call.ts";
import { identify } from "#commons/calls/identify.ts";
import { openDatabase } from "#commons/database.ts";
import { createNames } from "#commons/dns-names.ts";
import { env, envChoice, envNumber, envUrl } from "#commons/env.ts";
import { consumeEvents } from "#commons/events/consumer.ts";
import {
  type EventHandlers,
  subscribeEvents,
} from "#commons/events/subscriber.ts";
import { logFallbacks } from "#commons/fallback-log.ts";
import { forwardTo } from "#commons/forward.ts";
import { createHttpClient } from "#commons/http.ts";
import { createLog, stdout } from "#commons/log.ts";
import { createLogShipper } from "#commons/log-shipper.ts";
import { register } from "#commons/metrics.ts";
import { createRegistry } from "#commons/registry.ts";
import { countResilience } from "#commons/resilience-metrics.ts";
import { noteResilience } from "#commons/resilience-notes.ts";
import { sampleByTraceId } from "#commons/sampler.ts";
import { runServer, type Service } from "#commons/server.ts";
import { createKeyFinder } from "#commons/tokens.ts";
import { createTracing } from "#commons/tracing.ts";
import { watchDatabase } from "#commons/watch-database.ts";
import { reportTo } from "#commons/zipkin-report.ts";

/**
 * Creates what a service needs, from its name, its usual ports and the
 * environment. `start` runs it.
 */
export function boot(name: string, usualPort: number, usualGrpcPort?: number) {
  const port = envNumber("PORT", usualPort);
  const grpcPort = usualGrpcPort && envNumber("GRPC_PORT", usualGrpcPort);
  const host = env("HOST", "127.0.0.1");
  const version = env("VERSION", "");
  const shipper = createLogShipper((batch) =>
    monitoring("POST", "/logs", { instanceId: registry.instanceId, ...batch }),
  );
  const log = createLog(name, env("LOG_LEVEL", "info"), [stdout, shipper]);
  const discovery = envChoice("DISCOVERY", ["registry", "dns"]);
  const discover = discovery === "dns" ? createNames : createRegistry;
  const registry = discover({
    url: envUrl(
      "EUREKA_URL",
      "http://localhost:8761/eureka",
      "REGISTRY_PASSWORD",
    ),
    service: name,
    port,
    grpcPort,
    version,
    weight: envNumber("WEIGHT", 1),
    versions: env("VERSIONS", version),
    host,
    // Netflix's default of 90 s is too long for a talk.
    leaseSeconds: envNumber("EUREKA_LEASE_SECONDS", 6),
    log,
    services: env("SERVICES", ""),
    pattern: env("SERVICE_URL", "http://{service}"),
  });
  const { tracer, flush } = createTracing({
    service: name,
    instance: registry.instanceId,
    report: env("ZIPKIN_URL", "")
      ? reportTo(envUrl("ZIPKIN_URL", "http://localhost:9411"), log)
      : (spans) => collector("POST", "/api/v2/spans", spans),
    isSampled: sampleByTraceId(envNumber("TRACE_SAMPLE_RATE", 1)),
  });
  const secret = createSecretKey(env("SERVICE_SECRET"), "utf8");
  const call = createCaller(registry, identify(name, secret), log, tracer);
  const collector = createHttpClient(call, "http://tracing");
  const gateway = createHttpClient(call, "http://gateway");
  const findKey = createKeyFinder(secret, () =>
    gateway("GET", "/.well-known/jwks.json"),
  );
  const monitoring = createHttpClient(call, "http://monitoring");
  const queueType = envChoice("AMQP_QUEUE_TYPE", ["classic", "quorum"]);
  const transport = envChoice("EVENT_BUS_TRANSPORT", ["http", "amqp"]);
  let broker: Broker | undefined;
  const openOneBroker = () => {
    broker ??= openBroker({
      url: envUrl("AMQP_URL", "amqp://localhost:5672", "AMQP_PASSWORD"),
      service: name,
      queueType,
      log,
      tracer,
    });
    return broker;
  };
  const openEventBroker = () =>
    transport === "amqp" ? openOneBroker() : undefined;
  collectDefaultMetrics({ register, eventLoopMonitoringPrecision: 100 });
  countResilience();
  noteResilience(tracer);
  logFallbacks(log);

  return {
    log,
    version,
    openDatabase: () =>
      watchDatabase(
        openDatabase(
          envUrl("MONGODB_URL", "mongodb://localhost:27017", "DB_PASSWORD"),
          name,
        ),
        tracer,
        name,
      ),
    openBroker: openOneBroker,
    /** The broker if it delivers the events, else undefined. */
    openEventBroker,
    client: (service: string, options?: { timeoutMs?: number }) =>
      createHttpClient(call, service, options),
    forward: (service: string) => forwardTo(call, service),
    subscribeEvents(handlers: EventHandlers) {
      const eventBroker = openEventBroker();
      if (eventBroker) void consumeEvents(eventBroker, name, handlers);
      return subscribeEvents(handlers, { tracer, service: name, log });
    },
    /** For clients of other protocols: see grpc/client.ts. */
    call,
    registry,
    findKey,
    start: (service: Service) =>
      runServer({
        log,
        port,
        grpcPort,
        host,
        registry,
        findKey,
        tracer,
        flush,
        ...(broker && !service.broker && { optionalBroker: broker }),
        ...service,
      }),
  };
}
