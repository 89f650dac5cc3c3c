import { boot } from "#commons/boot.ts";
import { env, envNumber } from "#commons/env.ts";
import { repeat } from "#commons/repeat.ts";
import { createEurekaServer } from "./eureka-server.ts";

const { log, start } = boot("registry", 8761);
const settings = {
  renewalThreshold: envNumber("EUREKA_RENEWAL_THRESHOLD", 0.85),
  selfPreservation: env("EUREKA_SELF_PRESERVATION", "true") === "true",
  evictionSeconds: envNumber("EUREKA_EVICTION_SECONDS", 1),
  deltaSeconds: envNumber("EUREKA_DELTA_SECONDS", 180),
  peers: env("EUREKA_PEERS", "").split(",").filter(Boolean),
  password: env("REGISTRY_PASSWORD", ""),
};
const page = new URL("./page/", import.meta.url);
const server = createEurekaServer(settings, { log, page });
repeat(settings.evictionSeconds * 1_000, server.evict, log);

await start({ ...server, registry: undefined, isPlatform: true });
