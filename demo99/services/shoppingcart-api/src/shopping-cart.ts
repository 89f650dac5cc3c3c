import { createAnnouncements } from "#commons/announcements.ts";
import type { Broker } from "#commons/broker.ts";
import type { Database } from "#commons/database.ts";
import type { HttpClient } from "#commons/http.ts";
import type { Kind } from "./cart.ts";
import { createCartApi } from "./cart-api.ts";
import { createCartRepository } from "./cart-repository.ts";
import { createCartService } from "./cart-service.ts";
import { createCatalogClient } from "./catalog-client.ts";
import { createCheckoutKeyRepository } from "./checkout-key-repository.ts";
import { createCheckoutService } from "./checkout-service.ts";
import { createIdempotentCheckoutService } from "./idempotent-checkout-service.ts";
import { createInventoryClient } from "./inventory-client.ts";
import { tellDecisions } from "./order-changes-service.ts";
import { createOrderRepository } from "./order-repository.ts";
import type { PaymentClient } from "./payment-client.ts";
import { createPaymentService } from "./payment-service.ts";
import { createRefundService } from "./refund-service.ts";

type Dependencies = Record<Kind | "inventory", HttpClient> & {
  payment: PaymentClient;
};

/** For what a crash has left: more than a checkout takes. */
const ageMs = 6_000;

/** Carts, checkouts and orders, put together from their layers. */
export function createShoppingCart(
  database: Database,
  broker: Pick<Broker, "announce">,
  { inventory, payment, ...catalogs }: Dependencies,
) {
  const repository = createCartRepository(database);
  const orders = tellDecisions(
    createOrderRepository(database),
    createAnnouncements(broker, "order.changed"),
  );
  const catalog = createCatalogClient(catalogs);
  const carts = createCartService(repository, catalog);
  const stock = createInventoryClient(inventory);
  const checkouts = createCheckoutService(
    repository,
    orders,
    stock,
    createPaymentService(payment, orders),
    carts,
  );
  const refunds = createRefundService(orders, stock, payment);
  const keys = createCheckoutKeyRepository(database);
  return {
    routes: createCartApi(
      carts,
      createIdempotentCheckoutService(checkouts, orders, keys),
      refunds,
    ),
    prepare: () =>
      Promise.all([repository.prepare(), orders.prepare(), keys.prepare()]),
    recover: (actionMs: number) =>
      Promise.all([checkouts.recover(ageMs, actionMs), refunds.recover(1_000)]),
  };
}
