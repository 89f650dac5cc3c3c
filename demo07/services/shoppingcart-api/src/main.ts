import { openDatabase } from "#commons/database.ts";
import { env, number } from "#commons/env.ts";
import { createFallbackLog } from "#commons/fallback-log.ts";
import { createHttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { createRegistry } from "#commons/registry.ts";
import { repeat } from "#commons/repeat.ts";
import { startService } from "#commons/service.ts";
import { createCartApi } from "./cart-api.ts";
import { createCartRepository } from "./cart-repository.ts";
import { createCartService } from "./cart-service.ts";
import { createCatalogClient } from "./catalog-client.ts";
import { createCheckoutService } from "./checkout-service.ts";
import { createInventoryClient } from "./inventory-client.ts";
import { createLastKnownService } from "./last-known-service.ts";
import { createOrderRepository } from "./order-repository.ts";

const name = "shoppingcart-api";
const port = number("PORT", 8086);
const log = createLog(name, env("LOG_LEVEL", "info"));
const eurekaUrl = env("EUREKA_URL", "http://localhost:8761/eureka");
const registry = createRegistry({ url: eurekaUrl, service: name, port, log });
const mongodbUrl = env("MONGODB_URL", "mongodb://localhost:27017");
const database = openDatabase(mongodbUrl, name);
const catalog = createCatalogClient({
  book: createHttpClient("http://book-api", registry),
  cd: createHttpClient("http://cd-api", registry),
  dvd: createHttpClient("http://dvd-api", registry),
});
const inventory = createInventoryClient(
  createHttpClient("http://inventory-api", registry, {
    strategy: "least-outstanding",
    timeoutMs: 2_500,
  }),
);
const repository = createCartRepository(database);
const orders = createOrderRepository(database);
const lastKnown = createLastKnownService(repository, createFallbackLog(log));
const carts = createCartService(repository, catalog, lastKnown);
const checkouts = createCheckoutService(repository, orders, inventory, carts);

repeat(2_000, () => checkouts.recover(6_000), log);

await startService({
  log,
  port,
  registry,
  database,
  routes: createCartApi(carts, checkouts),
  prepare: () => repository.prepare(),
  credentials: { clientId: name, clientSecret: env("SERVICE_SECRET") },
});
