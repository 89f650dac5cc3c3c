import { access } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { env, number } from "#commons/env.ts";
import { createLog } from "#commons/log.ts";
import { createRegistry } from "#commons/registry.ts";
import { startService } from "#commons/service.ts";
import { createWebRoutes } from "./web-routes.ts";

const name = "web";
const port = number("PORT", 8080);
const log = createLog(name, env("LOG_LEVEL", "info"));
const eurekaUrl = env("EUREKA_URL", "http://localhost:8761/eureka");
const registry = createRegistry({ url: eurekaUrl, service: name, port, log });
const page = fileURLToPath(new URL("./page/", import.meta.url));

await startService({
  log,
  port,
  registry,
  prepare: () => access(page),
  routes: createWebRoutes(page, registry, {
    "/books": "http://gateway",
    "/cds": "http://gateway",
    "/dvds": "http://gateway",
    "/stock": "http://gateway",
    "/carts": "http://gateway",
    "/orders": "http://gateway",
    "/login": "http://gateway",
  }),
  credentials: { clientId: name, clientSecret: env("SERVICE_SECRET") },
  tracing: { rate: env("TRACE_SAMPLE_RATE", "1"), url: env("ZIPKIN_URL", "") },
});
