import { env, number } from "#commons/env.ts";
import { createLog } from "#commons/log.ts";
import { createRegistry } from "#commons/registry.ts";
import { repeat } from "#commons/repeat.ts";
import { startService } from "#commons/service.ts";
import { createMonitoring } from "./monitoring.ts";

const name = "monitoring";
const port = number("PORT", 8090);
const log = createLog(name, env("LOG_LEVEL", "info"));
const eurekaUrl = env("EUREKA_URL", "http://localhost:8761/eureka");
const registry = createRegistry({ url: eurekaUrl, service: name, port, log });
const page = new URL("./page/", import.meta.url);
const monitoring = createMonitoring({ registry, page });

repeat(1_000, monitoring.round, log);
process.once("SIGTERM", monitoring.close);

await startService({
  // Without a line for every batch of lines: it would have to be shipped too.
  log: log.child({}, { level: "warn" }),
  port,
  registry,
  routes: monitoring.routes,
});
