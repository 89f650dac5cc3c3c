import { env, number } from "#commons/env.ts";
import { createLog } from "#commons/log.ts";
import { repeat } from "#commons/repeat.ts";
import { startService } from "#commons/service.ts";
import { createRegistry } from "./registry.ts";

const log = createLog("registry", env("LOG_LEVEL", "info"));
const settings = {
  renewalThreshold: number("EUREKA_RENEWAL_THRESHOLD", 0.85),
  selfPreservation: env("EUREKA_SELF_PRESERVATION", "true") === "true",
  evictionSeconds: number("EUREKA_EVICTION_SECONDS", 1),
  deltaSeconds: number("EUREKA_DELTA_SECONDS", 180),
  peers: env("EUREKA_PEERS", "").split(",").filter(Boolean),
};
const page = new URL("./page/", import.meta.url);
const registry = createRegistry(settings, { log, page });
repeat(settings.evictionSeconds * 1000, registry.evict, log);

await startService({
  // Without a line for every heartbeat; the registry logs who comes and goes.
  log: log.child({}, { level: "warn" }),
  port: number("PORT", 8761),
  routes: registry.routes,
  prepare: registry.copyPeers,
});
