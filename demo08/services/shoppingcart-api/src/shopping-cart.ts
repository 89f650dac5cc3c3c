import type { Database } from "#commons/database.ts";
import type { HttpClient } from "#commons/http.ts";
import type { Log } from "#commons/log.ts";
import type { Kind } from "./cart.ts";
import { createCartApi } from "./cart-api.ts";
import { createCartRepository } from "./cart-repository.ts";
import { createCartService } from "./cart-service.ts";
import { createCatalogClient } from "./catalog-client.ts";
import { createCheckoutKeyRepository } from "./checkout-key-repository.ts";
import { createCheckoutService } from "./checkout-service.ts";
import { createIdempotentCheckoutService } from "./idempotent-checkout-service.ts";
import { createInventoryClient } from "./inventory-client.ts";
import { createOrderRepository } from "./order-repository.ts";

type Dependencies = Record<Kind | "inventory", HttpClient> & { log: Log };

/** Carts, checkouts and orders, put together from their layers. */
export function createShoppingCart(
  database: Database,
  { inventory, log, ...catalogs }: Dependencies,
) {
  const repository = createCartRepository(database);
  const orders = createOrderRepository(database);
  const catalog = createCatalogClient(catalogs);
  const carts = createCartService(repository, catalog, log);
  const checkouts = createCheckoutService(
    repository,
    orders,
    createInventoryClient(inventory),
    carts,
  );
  const keys = createCheckoutKeyRepository(database);
  return {
    routes: createCartApi(
      carts,
      createIdempotentCheckoutService(checkouts, orders, keys),
    ),
    prepare: () =>
      Promise.all([repository.prepare(), orders.prepare(), keys.prepare()]),
    recover: (ageMs: number) =>
      Promise.all([checkouts.recover(ageMs), keys.forgetOld()]),
  };
}
