import express, { type RequestHandler } from "express";
import { forwardTo } from "#commons/forward.ts";
import { createHttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { testFindKey } from "#commons/test/test-auth.ts";
import { testCaller } from "#commons/test/test-caller.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { serve } from "#commons/test/test-servers.ts";
import { createGatewayRoutes } from "../src/gateway-routes.ts";

export type RunningGateway = Awaited<ReturnType<typeof startGateway>>;

type Settings = {
  service?: RequestHandler;
  requestsPerMinute?: number;
  isUserApiUp?: boolean;
};

type Credentials = { username: string; password: string };

const accounts = [
  { name: "alice", password: "wonderland", role: "customer" },
  { name: "bob", password: "builder", role: "customer" },
  { name: "admin", password: "oven-mitts", role: "admin" },
];

/** What user-api replies. */
function verify({ username, password }: Credentials) {
  const found = accounts.find(
    (it) => username.split("@")[0]?.toLowerCase() === it.name,
  );
  if (found?.password !== password) return { account: null };
  return { account: { name: found.name, role: found.role } };
}

export const shop = "http://shop.test";

/** A gateway with a database of its own, and one service behind all paths. */
export async function startGateway({
  service = (_req, res) => void res.end("{}"),
  requestsPerMinute = 1_000,
  isUserApiUp = true,
}: Settings = {}) {
  const { database, close } = openTestDatabase();
  const behind = await serve(
    express()
      .post("/credentials", express.json(), (req, res) => {
        if (isUserApiUp) res.json(verify(req.body));
        else res.status(503).end();
      })
      .use(service),
  );
  const call = testCaller();
  const { routes, prepare, first } = createGatewayRoutes({
    database,
    client: (_service, options) => createHttpClient(call, behind, options),
    forward: () => forwardTo(call, behind),
    requestsPerMinute,
    registry: { list: () => [] },
    clients: "partner:a-secret-of-9 other:p%40ss:word",
    page: new URL(".", import.meta.url),
    origins: `http://other.test, ${shop}/`,
    broker: { subscribe: async () => {} },
    findKey: testFindKey,
  });
  await prepare();
  const url = await serve(
    createApp({
      log: createLog("test", "silent"),
      first,
      findKey: testFindKey,
      routes,
    }),
  );

  return {
    url,
    close,

    post: (path: string, body: unknown, headers: object = {}) =>
      fetch(url + path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      }),
  };
}
