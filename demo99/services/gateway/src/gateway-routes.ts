import type { Server } from "node:http";
import { fileURLToPath } from "node:url";
import { type RequestHandler, Router } from "express";
import type { Broker } from "#commons/broker.ts";
import type { Database } from "#commons/database.ts";
import type { Registry } from "#commons/registry.ts";
import type { FindKey } from "#commons/tokens.ts";
import { allowOrigins, parseOrigins } from "./cors.ts";
import { type CreateClient, createDocs } from "./docs.ts";
import { createGateway } from "./gateway.ts";
import { liveRoute, startLive } from "./live/live.ts";
import { createLogin } from "./login.ts";
import { limitRate } from "./rate-limit.ts";
import { createStoreHealth } from "./store-health.ts";

/** The services whose descriptions the documentation joins. */
const described = [
  "book-api",
  "cd-api",
  "dvd-api",
  "numbergenerator-api",
  "inventory-api",
  "shoppingcart-api",
  "user-api",
  // Before posts-api: GET /posts/{id} is answered by that one.
  "query-api",
  "posts-api",
  "comments-api",
  "moderation-api",
  "search-api",
  "recommend-api",
  "tag-api",
];

/** Those that the gateway calls for their health only. */
const others = [
  "slack-api",
  "user-queue",
  "event-bus",
  "customer-api",
  "payment-api",
  "sync-api",
];

type Parts = {
  database: Database;
  client: CreateClient;
  forward: (service: string) => RequestHandler;
  requestsPerMinute: number;
  registry: Pick<Registry, "list">;
  /** Other systems, as OAUTH_CLIENTS names them. */
  clients: string;
  /** The origins of pages that may call the gateway. */
  origins: string;
  broker: Pick<Broker, "subscribe">;
  findKey: FindKey;
  /** The folder of the built documentation page. */
  page: URL;
};

/** The routes of the gateway, and what they need before the first request. */
export function createGatewayRoutes(parts: Parts) {
  const { database, client, forward, requestsPerMinute, page } = parts;
  // An attempt has half of it: a busy machine verifies passwords slowly.
  const userApi = client("http://user-api", { timeoutMs: 16_000 });
  const login = createLogin(database, userApi, parts.clients);
  return {
    first: [allowOrigins(parts.origins)],
    report: createStoreHealth([...described, ...others], parts.registry.list),
    prepare: login.prepare,
    routes: Router().use(
      // Before the rate limit: every service needs the key.
      login.keyRoutes,
      limitRate(requestsPerMinute),
      login.loginRoutes,
      liveRoute,
      createDocs(described, client, fileURLToPath(page)),
      createGateway(forward),
    ),
    /** Serves `/live`, when the server is ready. */
    live: (server: Server) =>
      startLive(server, { ...parts, origins: parseOrigins(parts.origins) }),
  };
}
