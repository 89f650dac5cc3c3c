import { createSecretKey } from "node:crypto";
import { collectDefaultMetrics } from "prom-client";
import { createCaller } from "#commons/call.ts";
import { identify } from "#commons/calls/identify.ts";
import { openDatabase } from "#commons/database.ts";
import { env, envNumber, envUrl } from "#commons/env.ts";
import { forwardTo } from "#commons/forward.ts";
import { createHttpClient } from "#commons/http.ts";
import { createLog, stdout } from "#commons/log.ts";
import { createLogShipper } from "#commons/log-shipper.ts";
import { register } from "#commons/metrics.ts";
import { createRegistry } from "#commons/registry.ts";
import { runServer, type Service } from "#commons/server.ts";
import { createKeyFinder } from "#commons/tokens.ts";
import { createTracing } from "#commons/tracing.ts";

/**
 * Creates what a service needs, from its name, its usual port and the
 * environment. `start` runs it.
 */
export function boot(name: string, usualPort: number) {
  const port = envNumber("PORT", usualPort);
  const host = env("HOST", "127.0.0.1");
  const shipper = createLogShipper((batch) =>
    monitoring("POST", "/logs", { instanceId: registry.instanceId, ...batch }),
  );
  const log = createLog(name, env("LOG_LEVEL", "info"), [stdout, shipper]);
  const registry = createRegistry({
    url: envUrl("EUREKA_URL", "http://localhost:8761/eureka"),
    service: name,
    port,
    host,
    // Netflix's default of 90 s is too long for a talk.
    leaseSeconds: envNumber("EUREKA_LEASE_SECONDS", 6),
    log,
  });
  const { tracer, flush } = createTracing({
    service: name,
    report: (spans) => collector("POST", "/api/v2/spans", spans),
  });
  const secret = createSecretKey(env("SERVICE_SECRET"), "utf8");
  const call = createCaller(registry, identify(name, secret), log, tracer);
  const collector = createHttpClient(call, "http://tracing");
  const gateway = createHttpClient(call, "http://gateway");
  const findKey = createKeyFinder(secret, () =>
    gateway("GET", "/.well-known/jwks.json"),
  );
  const monitoring = createHttpClient(call, "http://monitoring");
  collectDefaultMetrics({ register, eventLoopMonitoringPrecision: 100 });

  return {
    log,
    openDatabase: () =>
      openDatabase(envUrl("MONGODB_URL", "mongodb://localhost:27017"), name),
    client: (service: string, options?: { timeoutMs?: number }) =>
      createHttpClient(call, service, options),
    forward: (service: string) => forwardTo(call, service),
    registry,
    start: (service: Service) =>
      runServer({
        log,
        port,
        host,
        registry,
        findKey,
        tracer,
        onStop: flush,
        ...service,
      }),
  };
}
