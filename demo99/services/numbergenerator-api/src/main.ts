import { openDatabase } from "#commons/database.ts";
import { env, number } from "#commons/env.ts";
import { createLog } from "#commons/log.ts";
import { createRegistry } from "#commons/registry.ts";
import { startService } from "#commons/service.ts";
import { kinds } from "./number.ts";
import { createNumberApi } from "./number-api.ts";
import { createNumberRepository } from "./number-repository.ts";
import { createNumberService } from "./number-service.ts";

const name = "numbergenerator-api";
const port = number("PORT", 8084);
const log = createLog(name, env("LOG_LEVEL", "info"));
const eurekaUrl = env("EUREKA_URL", "http://localhost:8761/eureka");
const registry = createRegistry({ url: eurekaUrl, service: name, port, log });
const mongodbUrl = env("MONGODB_URL", "mongodb://localhost:27017");
const database = openDatabase(mongodbUrl, name);
const numbers = createNumberRepository(database);

await startService({
  log,
  port,
  registry,
  database,
  routes: createNumberApi(createNumberService(numbers)),
  prepare: () => numbers.prepare(kinds, 999),
  credentials: { clientId: name, clientSecret: env("SERVICE_SECRET") },
  tracing: { rate: env("TRACE_SAMPLE_RATE", "1"), url: env("ZIPKIN_URL", "") },
});
