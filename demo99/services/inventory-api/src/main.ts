import { openDatabase } from "#commons/database.ts";
import { env, number } from "#commons/env.ts";
import { createLog } from "#commons/log.ts";
import { createRegistry } from "#commons/registry.ts";
import { repeat } from "#commons/repeat.ts";
import { startService } from "#commons/service.ts";
import { createInventoryApi } from "./inventory-api.ts";
import openingStock from "./opening-stock.json" with { type: "json" };
import { createReservationRepository } from "./reservation-repository.ts";
import { createReservationService } from "./reservation-service.ts";
import { createStockRepository } from "./stock-repository.ts";
import { createStockService } from "./stock-service.ts";

const name = "inventory-api";
const port = number("PORT", 8085);
const log = createLog(name, env("LOG_LEVEL", "info"));
const eurekaUrl = env("EUREKA_URL", "http://localhost:8761/eureka");
const registry = createRegistry({ url: eurekaUrl, service: name, port, log });
const mongodbUrl = env("MONGODB_URL", "mongodb://localhost:27017");
const database = openDatabase(mongodbUrl, name);
const stock = createStockRepository(database);
const reservations = createReservationRepository(database);
const reserving = createReservationService(stock, reservations);

repeat(2_000, () => reserving.recover(6_000), log);

await startService({
  log,
  port,
  registry,
  database,
  routes: createInventoryApi(createStockService(stock), reserving),
  prepare: () =>
    Promise.all([stock.prepare(openingStock), reservations.prepare()]),
  credentials: { clientId: name, clientSecret: env("SERVICE_SECRET") },
  tracing: { rate: env("TRACE_SAMPLE_RATE", "1"), url: env("ZIPKIN_URL", "") },
});
