import { fileURLToPath } from "node:url";
import { type RequestHandler, Router } from "express";
import type { Database } from "#commons/database.ts";
import type { Account } from "./account.ts";
import { type CreateClient, createDocs } from "./docs.ts";
import { createGateway } from "./gateway.ts";
import { createLogin } from "./login.ts";
import openingAccounts from "./opening-accounts.json" with { type: "json" };
import { limitRate } from "./rate-limit.ts";

/** The services whose descriptions the documentation joins. */
const described = [
  "book-api",
  "cd-api",
  "dvd-api",
  "numbergenerator-api",
  "inventory-api",
  "shoppingcart-api",
];

type Parts = {
  database: Database;
  client: CreateClient;
  forward: (service: string) => RequestHandler;
  requestsPerMinute: number;
  /** The folder of the built documentation page. */
  page: URL;
};

/** The routes of the gateway, and what they need before the first request. */
export function createGatewayRoutes(parts: Parts) {
  const { database, client, forward, requestsPerMinute, page } = parts;
  const login = createLogin(database);
  return {
    prepare: () => login.prepare(openingAccounts as Account[]),
    routes: Router().use(
      // Before the rate limit: every service needs the key.
      login.keyRoutes,
      limitRate(requestsPerMinute),
      login.loginRoutes,
      createDocs(described, client, fileURLToPath(page)),
      createGateway(forward),
    ),
  };
}
