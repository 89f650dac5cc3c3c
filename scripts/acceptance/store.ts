import type { Order, StoreClient } from "../../demo01/client/store-client.ts";
import { findStageDirectory } from "../course.ts";
import { loadStoreClient } from "../stage/store-client.ts";
import { authorizationFor, tokenFor } from "./identities.ts";

/** The folder of the stage under test, from the environment's STAGE. */
export const stageDirectory = findStageDirectory(process.env.STAGE ?? "01");

const client = await loadStoreClient(stageDirectory);
/** The customer of each order, the only one allowed to read it. */
const buyers = new Map<string, string>();

/** Whether the stage has a login. */
export const hasLogin = "login" in client.createStoreClient();

/** Whether the stage is the final application, with its hardening. */
export const isFinal = stageDirectory.endsWith("demo99");

/** Customers need a record where they pay. */
export const { registerCustomer = async () => {} } = isFinal
  ? await import("./customers.ts")
  : {};

/** The stage's own client of the store, each call with a permitted token. */
export const store = createStore(client.localUrls);
export const { StoreError } = client;

/** The base URL that the shop's page calls: its own server, or the gateway. */
export const shopUrl = hasLogin
  ? client.localUrls.books
  : "http://localhost:8080";

/** The store's client as the shop's page uses it. */
export const throughShop = createStore(client.oneUrl(shopUrl));

function createStore(urls: typeof client.localUrls): StoreClient {
  const as = (path: string) =>
    client.createStoreClient(urls, { token: () => tokenFor(path) });
  const customer = (cartId: string) => as(`/carts/${cartId}`);
  const cartsOf = (cartId: string) => customer(cartId).carts;
  const service = as("/numbers");

  async function checkout(
    ...[cartId, options]: Parameters<StoreClient["carts"]["checkout"]>
  ): Promise<Order> {
    const order = await cartsOf(cartId).checkout(cartId, options);
    buyers.set(order.orderId, cartId);
    return order;
  }

  return {
    ...as("/books"),
    numbers: service.numbers,
    reservations: service.reservations,
    carts: {
      get: (cartId) => cartsOf(cartId).get(cartId),
      async add(cartId, line) {
        await registerCustomer(cartId);
        return cartsOf(cartId).add(cartId, line);
      },
      setQuantity: (cartId, ...line) =>
        cartsOf(cartId).setQuantity(cartId, ...line),
      remove: (cartId, number) => cartsOf(cartId).remove(cartId, number),
      checkout,
    },
    orders: {
      get: (orderId) =>
        customer(buyers.get(orderId) ?? "no-customer").orders.get(orderId),
      list: (cartId, query) => customer(cartId).orders.list(cartId, query),
    },
  };
}

type Sent = {
  json?: unknown;
  text?: string;
  type?: string;
  headers?: Record<string, string>;
};

/** One plain HTTP call, for tests of the raw response. */
export function send(
  method: string,
  path: string,
  { json, text, type = "application/json", headers }: Sent = {},
): Promise<Response> {
  const body = text ?? (json === undefined ? null : JSON.stringify(json));
  return fetch(urlOf(path), {
    method,
    headers: {
      ...(body === null ? {} : { "content-type": type }),
      ...authorizationFor(path),
      ...headers,
    },
    body,
    signal: AbortSignal.timeout(15_000),
  });
}

/** The address of a path of the store, by the path's first segment. */
export function urlOf(path: string): string {
  const [, resource] = path.split(/[/?]/);
  const base = client.localUrls[resource as keyof typeof client.localUrls];
  return base + path;
}
