import { env } from "#commons/env.ts";
import { createLog } from "#commons/log.ts";
import { createRegistry } from "#commons/registry.ts";
import { startService } from "#commons/service.ts";
import { readSettings } from "./settings.ts";
import { createTracing } from "./tracing.ts";

const name = "tracing";
const port = Number(env("PORT", "9411"));
const log = createLog(name, env("LOG_LEVEL", "info"));
const eurekaUrl = env("EUREKA_URL", "http://localhost:8761/eureka");
const registry = createRegistry({ url: eurekaUrl, service: name, port, log });
const page = new URL("./page/", import.meta.url);
// The names that Zipkin gives to its own settings.
const settings = readSettings({
  MEM_MAX_SPANS: env("MEM_MAX_SPANS", "100000"),
  STRICT_TRACE_ID: env("STRICT_TRACE_ID", "true"),
  AUTOCOMPLETE_KEYS: env("AUTOCOMPLETE_KEYS", "error,http.method,http.path"),
});

await startService({
  // Without a line for every batch of spans.
  log: log.child({}, { level: "warn" }),
  port,
  registry,
  routes: createTracing(settings, page),
  credentials: { clientId: name, clientSecret: env("SERVICE_SECRET") },
});
