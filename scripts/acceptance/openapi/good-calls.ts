import { routes } from "../bad-input/routes.ts";
import { authorizationFor } from "../identities.ts";
import { book, sell } from "../kinds.ts";
import { reviewRoutes } from "../reviews/routes.ts";
import { newKey, unique } from "../samples.ts";
import { searchRoutes } from "../search-all/routes.ts";
import { hasLogin, isFinal, send, store } from "../store.ts";
import { tagRoutes } from "../tags/routes.ts";

type Call = {
  path: string;
  json?: unknown;
  headers?: Record<string, string>;
};

/** A call that succeeds. */
export type GoodCall = { name: string; prepare: () => Promise<Call> };

const anOrder = "GET /orders/{orderId}";

const finalRoutes = [...reviewRoutes, ...tagRoutes, ...searchRoutes];

export const goodCalls: GoodCall[] = [
  ...routes.filter(({ name }) => name !== anOrder).map(toGoodCall),
  { name: anOrder, prepare: buy },
  ...(hasLogin ? gatewayCalls() : []),
  ...(isFinal ? finalRoutes.map(toGoodCall) : []),
  ...(isFinal ? [newKeyCall(), ...accountCalls(), ...paymentCalls()] : []),
];

function gatewayCalls(): GoodCall[] {
  return [
    {
      name: "POST /login",
      prepare: async () => ({
        path: "/login",
        json: { username: "alice", password: "wonderland" },
      }),
    },
    {
      name: "GET /.well-known/jwks.json",
      prepare: async () => ({ path: "/.well-known/jwks.json" }),
    },
  ];
}

function accountCalls(): GoodCall[] {
  const admin = () => authorizationFor("/books");
  const profile = () => ({ name: "Ada", email: `${unique()}@store.example` });
  const one = async (password = "rolling-pin") => {
    const json = profile();
    const sent = { json: { ...json, password } };
    const { id } = await (await send("POST", "/user", sent)).json();
    return { path: `/user/${id}`, json, id };
  };
  return [
    {
      name: "POST /user",
      prepare: async () => ({ path: "/user", json: profile() }),
    },
    {
      name: "GET /users",
      prepare: async () => ({ path: "/users", headers: admin() }),
    },
    {
      name: "GET /messages",
      prepare: async () => ({ path: "/messages", headers: admin() }),
    },
    ...["GET", "PUT"].map((method) => ({
      name: `${method} /user/{id}`,
      prepare: async () => ({ ...(await one()), headers: admin() }),
    })),
    {
      name: "PUT /user/{id}/password",
      prepare: async () => {
        const { path, id } = await one();
        return {
          path: `${path}/password`,
          json: { currentPassword: "rolling-pin", newPassword: "pie-crust" },
          headers: authorizationFor(`/carts/${id}`),
        };
      },
    },
  ];
}

function paymentCalls(): GoodCall[] {
  return [
    {
      name: "GET /sales",
      async prepare() {
        await buy();
        return { path: "/sales", headers: authorizationFor("/books") };
      },
    },
    {
      name: "POST /orders/{orderId}/payment",
      async prepare() {
        const { path, headers } = await buy();
        const json = { approved: true };
        return { path: `${path}/payment`, headers, json };
      },
    },
    {
      name: "POST /orders/{orderId}/refund",
      async prepare() {
        const { path } = await buy();
        return { path: `${path}/refund`, headers: authorizationFor("/books") };
      },
    },
  ];
}

function newKeyCall(): GoodCall {
  return {
    name: "POST /keys",
    prepare: async () => ({
      path: "/keys",
      headers: authorizationFor("/books"),
    }),
  };
}

function toGoodCall({ name, prepare }: (typeof routes)[number]): GoodCall {
  return {
    name,
    async prepare() {
      const { path, json } = await prepare();
      return { path, json, headers: authorizationFor(path) };
    },
  };
}

async function buy(): Promise<Call> {
  const { number } = await sell(book);
  const cartId = newKey();
  await store.carts.add(cartId, { kind: "book", number, quantity: 1 });
  const { orderId } = await store.carts.checkout(cartId);
  const headers = authorizationFor(`/carts/${cartId}`);
  return { path: `/orders/${orderId}`, headers };
}
