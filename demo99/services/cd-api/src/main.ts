import { createCatalog } from "#commons/catalog/catalog.ts";
import { openDatabase } from "#commons/database.ts";
import { env, number } from "#commons/env.ts";
import { createHttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { createRegistry } from "#commons/registry.ts";
import { startService } from "#commons/service.ts";
import { cd } from "./cd.ts";
import openingCatalog from "./opening-catalog.json" with { type: "json" };

const name = "cd-api";
const port = number("PORT", 8082);
const log = createLog(name, env("LOG_LEVEL", "info"));
const eurekaUrl = env("EUREKA_URL", "http://localhost:8761/eureka");
const registry = createRegistry({ url: eurekaUrl, service: name, port, log });
const mongodbUrl = env("MONGODB_URL", "mongodb://localhost:27017");
const database = openDatabase(mongodbUrl, name);
const numbers = createHttpClient("http://numbergenerator-api", registry);
const inventory = createHttpClient("http://inventory-api", registry);
const catalog = createCatalog(cd, { database, numbers, inventory });

await startService({
  log,
  port,
  registry,
  database,
  routes: catalog.routes,
  prepare: () => catalog.prepare(openingCatalog),
  credentials: { clientId: name, clientSecret: env("SERVICE_SECRET") },
  tracing: { rate: env("TRACE_SAMPLE_RATE", "1"), url: env("ZIPKIN_URL", "") },
});
