import { expect } from "chai";
import { Conflict, Unavailable } from "#commons/errors.ts";
import type { openTestDatabase } from "#commons/test/test-database.ts";
import { createCartRepository } from "../src/cart-repository.ts";
import { createCartService } from "../src/cart-service.ts";
import type { CatalogClient } from "../src/catalog-client.ts";
import { createCheckoutKeyRepository } from "../src/checkout-key-repository.ts";
import { createCheckoutService } from "../src/checkout-service.ts";
import { createIdempotentCheckoutService } from "../src/idempotent-checkout-service.ts";
import type { InventoryClient } from "../src/inventory-client.ts";
import type { Order } from "../src/order.ts";
import { createOrderRepository } from "../src/order-repository.ts";
import { createPaymentService } from "../src/payment-service.ts";
import { createRefundService } from "../src/refund-service.ts";
import { createFakePayments } from "./fake-payments.ts";

type StoredOrder = Omit<Order, "orderId"> & { _id: string };
type Database = ReturnType<typeof openTestDatabase>["database"];
export type Ports = ReturnType<typeof createStore>["ports"];
export type Process = ReturnType<typeof startProcess>;

export const dune = { kind: "book", number: "9798000000014" } as const;
export const gift = { kind: "book", number: "9798000000021" } as const;
export const treasure = { kind: "book", number: "9798000000038" } as const;

const prices: Record<string, number> = {
  [dune.number]: 500,
  [gift.number]: 0,
  [treasure.number]: 1_000_000,
};

const catalog: CatalogClient = {
  find: async (_kind, numbers) =>
    numbers.map((number) => {
      return [number, { title: "Dune", priceCents: prices[number] ?? 0 }];
    }),
};

/** What outlives a process of the service, with fakes of other services. */
export function createStore(database: Database) {
  const payments = createFakePayments();
  const reserved = new Set<string>();
  const cancelled = new Set<string>();

  const inventory: InventoryClient = {
    async reserve(orderId) {
      if (cancelled.has(orderId)) throw new Conflict("It was cancelled.");
      reserved.add(orderId);
    },
    async cancel(orderId) {
      cancelled.add(orderId);
      reserved.delete(orderId);
    },
  };
  const ports = {
    carts: createCartRepository(database),
    orders: createOrderRepository(database),
    keys: createCheckoutKeyRepository(database),
    inventory,
    payments: payments.client,
  };
  const stored = database.collection<StoredOrder>("orders");
  /** All orders of a cart, also those that no customer sees. */
  const listOrders = async (cartId: string) =>
    (await stored.find({ cartId }).toArray()).map(
      ({ _id: orderId, ...order }) => {
        return { orderId, ...order };
      },
    );
  return { ports, payments, reserved, listOrders };
}

/** A process of the service. */
export function startProcess({
  carts: repository,
  orders,
  keys,
  inventory,
  payments,
}: Ports) {
  const carts = createCartService(repository, catalog);
  const checkouts = createCheckoutService(
    repository,
    orders,
    inventory,
    createPaymentService(payments, orders),
    carts,
  );
  const refunds = createRefundService(orders, inventory, payments);
  return {
    carts,
    ...createIdempotentCheckoutService(checkouts, orders, keys),
    refund: refunds.refund,
    async recover(ageMs = -1, actionMs = ageMs) {
      await checkouts.recover(ageMs, actionMs);
      await refunds.recover(ageMs);
    },
  };
}

export async function failure(promise: Promise<unknown>) {
  return promise.then(
    () => expect.fail("did not throw"),
    (error) => error,
  );
}

export async function unavailable(): Promise<never> {
  throw new Unavailable("gone");
}
