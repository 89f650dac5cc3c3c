import { type KindOfItem, kinds, sample, sell } from "../kinds.ts";
import { newKey, unique } from "../samples.ts";
import { store } from "../store.ts";
import type { FieldKind } from "./values.ts";

/** A valid call, in which a test replaces one part by a bad one. */
export type GoodCall = {
  path: string;
  json?: Record<string, unknown>;
  /** Reads what the call would change; a refused call must not change it. */
  state: () => Promise<unknown>;
};

export type Route = {
  name: string;
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** Each field of the body; a dot leads into the first of a list. */
  body?: Record<string, FieldKind>;
  prepare: () => Promise<GoodCall>;
};

export const routes: Route[] = [
  ...kinds.flatMap(catalogRoutes),
  ...stockRoutes(),
  ...reservationRoutes(),
  ...cartRoutes(),
  {
    name: "GET /numbers/{kind}",
    method: "GET",
    prepare: async () => ({ path: "/numbers/cd", state: nothing }),
  },
  {
    name: "GET /orders",
    method: "GET",
    prepare: async () => {
      return { path: `/orders?cartId=${newKey()}`, state: nothing };
    },
  },
  {
    name: "GET /orders/{orderId}",
    method: "GET",
    prepare: async () => ({ path: `/orders/${newKey()}`, state: nothing }),
  },
];

async function nothing() {}

function catalogRoutes(kind: KindOfItem): Route[] {
  const { path, catalog } = kind;
  const body = bodyOf(kind);
  async function one() {
    const { number, ...fields } = await sell(kind, kind.optional);
    const state = () => catalog.get(number);
    return { path: `${path}/${number}`, json: fields, state };
  }
  return [
    {
      name: `GET ${path}`,
      method: "GET",
      prepare: async () => ({ path, state: nothing }),
    },
    {
      name: `POST ${path}`,
      method: "POST",
      body: { ...body, stock: "count" },
      prepare: async () => newItem(kind),
    },
    { name: `GET ${path}/{number}`, method: "GET", prepare: one },
    { name: `PUT ${path}/{number}`, method: "PUT", body, prepare: one },
    { name: `DELETE ${path}/{number}`, method: "DELETE", prepare: one },
  ];
}

/**
 * An item with the word in its title and in its people, so that a search finds
 * it even if one of them has a bad value.
 */
function newItem(kind: KindOfItem): GoodCall {
  const q = unique();
  const fields = { title: `About ${q}`, [kind.person]: `Kim ${q}` };
  return {
    path: kind.path,
    json: sample(kind, { ...kind.optional, ...fields, stock: 3 }),
    state: () => kind.catalog.search({ q }),
  };
}

function bodyOf({ required, optional }: KindOfItem) {
  const fields = {
    ...required,
    ...optional,
    title: "",
    year: 1,
    priceCents: 1,
  };
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]): [string, FieldKind] => [
      name,
      typeof value === "number" ? "count" : "text",
    ]),
  );
}

async function stocked() {
  const { number } = await store.numbers.next("cd");
  await store.stock.set(number, 5);
  return { number, state: () => store.stock.get(number) };
}

function stockRoutes(): Route[] {
  const one = async () => {
    const { number, state } = await stocked();
    return { path: `/stock/${number}`, json: { onHand: 7 }, state };
  };
  return [
    {
      name: "GET /stock",
      method: "GET",
      prepare: async () => {
        const { number, state } = await stocked();
        return { path: `/stock?numbers=${number}`, state };
      },
    },
    { name: "GET /stock/{number}", method: "GET", prepare: one },
    {
      name: "PUT /stock/{number}",
      method: "PUT",
      body: { onHand: "count" },
      prepare: one,
    },
    { name: "DELETE /stock/{number}", method: "DELETE", prepare: one },
  ];
}

function reservationRoutes(): Route[] {
  return [
    {
      name: "POST /reservations",
      method: "POST",
      body: {
        orderId: "key",
        lines: "list",
        "lines.0.number": "number",
        "lines.0.quantity": "copies",
      },
      prepare: async () => {
        const { number, state } = await stocked();
        const lines = [{ number, quantity: 1 }];
        return {
          path: "/reservations",
          json: { orderId: newKey(), lines },
          state,
        };
      },
    },
    {
      name: "DELETE /reservations/{orderId}",
      method: "DELETE",
      prepare: async () => {
        const { number, state } = await stocked();
        const orderId = newKey();
        const lines = [{ number, quantity: 1 }];
        await store.reservations.make({ orderId, lines });
        return { path: `/reservations/${orderId}`, state };
      },
    },
  ];
}

async function filled() {
  const [kind] = kinds as [KindOfItem];
  const { number } = await sell(kind);
  const cartId = newKey();
  const line = { kind: kind.kind, number, quantity: 1 };
  await store.carts.add(cartId, line);
  return { cartId, line, state: () => store.carts.get(cartId) };
}

function cartRoutes(): Route[] {
  const one = async () => {
    const { cartId, line, state } = await filled();
    const path = `/carts/${cartId}/lines/${line.number}`;
    return { path, json: { quantity: 2 }, state };
  };
  return [
    {
      name: "GET /carts/{cartId}",
      method: "GET",
      prepare: async () => ({ path: `/carts/${newKey()}`, state: nothing }),
    },
    {
      name: "POST /carts/{cartId}/lines",
      method: "POST",
      body: { kind: "kind", number: "number", quantity: "quantity" },
      prepare: async () => {
        const { cartId, line, state } = await filled();
        return { path: `/carts/${cartId}/lines`, json: line, state };
      },
    },
    {
      name: "PUT /carts/{cartId}/lines/{number}",
      method: "PUT",
      body: { quantity: "quantity" },
      prepare: one,
    },
    {
      name: "DELETE /carts/{cartId}/lines/{number}",
      method: "DELETE",
      prepare: one,
    },
    {
      name: "POST /carts/{cartId}/checkout",
      method: "POST",
      prepare: async () => {
        const { cartId, state } = await filled();
        return { path: `/carts/${cartId}/checkout`, state };
      },
    },
  ];
}
