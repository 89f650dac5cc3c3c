import express, { type RequestHandler } from "express";
import jwt from "jsonwebtoken";
import { Unauthenticated } from "#commons/errors.ts";
import { forwardTo } from "#commons/forward.ts";
import { createHttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { problemHandler, unknownPath } from "#commons/requests/problem.ts";
import { testCaller } from "#commons/test/test-caller.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { serve } from "#commons/test/test-servers.ts";
import { allowOrigins } from "../src/cors.ts";
import { createGatewayRoutes } from "../src/gateway-routes.ts";

export type RunningGateway = Awaited<ReturnType<typeof startGateway>>;

type Settings = { service?: RequestHandler; requestsPerMinute?: number };
type Role = "customer" | "admin" | "service";

export const shop = "http://shop.test";

/** A gateway with a database of its own, and one service behind all paths. */
export async function startGateway({
  service = (_req, res) => void res.end("{}"),
  requestsPerMinute = 1_000,
}: Settings = {}) {
  const { database, close } = openTestDatabase();
  const behind = await serve(express().use(service));
  const call = testCaller();
  const { routes, prepare } = createGatewayRoutes({
    database,
    client: (_service, options) => createHttpClient(call, behind, options),
    forward: () => forwardTo(call, behind),
    requestsPerMinute,
    page: import.meta.dirname,
  });
  await prepare();
  const app = express().use(
    allowOrigins(`http://other.test,${shop}`),
    authenticateUnverified,
    routes,
    unknownPath,
    problemHandler(createLog("test", "silent")),
  );
  const url = await serve(app);

  return {
    url,
    close,

    /** The headers of a call by this caller. */
    as: (name: string, role: Role) => ({
      authorization: `Bearer ${jwt.sign({ sub: name, role }, "any secret")}`,
    }),

    post: (path: string, body: unknown, headers: object = {}) =>
      fetch(url + path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      }),
  };
}

/** Stands in for the authentication of all services, which verifies tokens. */
const authenticateUnverified: RequestHandler = (req, res, next) => {
  const { authorization } = req.headers;
  if (!authorization) return next();
  const claims = jwt.decode(authorization.replace("Bearer ", ""));
  if (!claims) throw new Unauthenticated("Bad token.");
  const { sub: name, role } = claims as { sub: string; role: Role };
  res.locals.caller = { name, role };
  next();
};
