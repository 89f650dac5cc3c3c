import { type GoodCall, type Route, routes } from "../bad-input/routes.ts";
import { book, sell } from "../kinds.ts";
import { newKey } from "../samples.ts";
import { store } from "../store.ts";

type Ask = Pick<Route, "name" | "method" | "prepare">;

const anOrder: Ask = {
  name: "GET /orders/{orderId} of the owner",
  method: "GET",
  prepare: async () => {
    const { number } = await sell(book);
    const cartId = newKey();
    await store.carts.add(cartId, { kind: "book", number, quantity: 1 });
    const { orderId } = await store.carts.checkout(cartId);
    owners.set(orderId, cartId);
    const state = () => store.orders.get(orderId);
    return { path: `/orders/${orderId}`, state };
  },
};

const owners = new Map<string, string>();
const all: Ask[] = [...routes, anOrder];

export const routeNames = all.map(({ name }) => name);

/** A valid call, and the user that owns its resource. */
export type OwnedCall = GoodCall & Pick<Route, "method"> & { owner: string };

/** A valid call of the route with this name. */
export async function prepareCall(name: string): Promise<OwnedCall> {
  const route = all.find((one) => one.name === name);
  if (!route) throw new Error(`There is no route ${name}.`);
  const call = await route.prepare();
  const [, resource, key = ""] = call.path.split(/\/|\?cartId=/);
  const owner =
    resource === "carts" || route.name === "GET /orders"
      ? key
      : (owners.get(key) ?? "alice");
  return { method: route.method, ...call, owner };
}
