import { openDatabase } from "#commons/database.ts";
import { env, number } from "#commons/env.ts";
import { createHttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { repeat } from "#commons/repeat.ts";
import { startService } from "#commons/service.ts";
import { createCartApi } from "./cart-api.ts";
import { createCartRepository } from "./cart-repository.ts";
import { createCartService } from "./cart-service.ts";
import { createCatalogClient } from "./catalog-client.ts";
import { createCheckoutService } from "./checkout-service.ts";
import { createInventoryClient } from "./inventory-client.ts";
import { createOrderRepository } from "./order-repository.ts";

const name = "shoppingcart-api";
const port = number("PORT", 8086);
const log = createLog(name, env("LOG_LEVEL", "info"));
const mongodbUrl = env("MONGODB_URL", "mongodb://localhost:27017");
const database = openDatabase(mongodbUrl, name);
const catalog = createCatalogClient({
  book: createHttpClient("http://localhost:8081"),
  cd: createHttpClient("http://localhost:8082"),
  dvd: createHttpClient("http://localhost:8083"),
});
const inventory = createInventoryClient(
  createHttpClient("http://localhost:8085"),
);
const repository = createCartRepository(database);
const orders = createOrderRepository(database);
const carts = createCartService(repository, catalog);
const checkouts = createCheckoutService(repository, orders, inventory, carts);

repeat(2_000, () => checkouts.recover(6_000), log);

await startService({
  log,
  port,
  database,
  routes: createCartApi(carts, checkouts),
  prepare: () => repository.prepare(),
});
