import { fileURLToPath } from "node:url";
import { openDatabase } from "#commons/database.ts";
import { env, number } from "#commons/env.ts";
import { createKeySet } from "#commons/key-set.ts";
import { createLog } from "#commons/log.ts";
import { createRegistry } from "#commons/registry.ts";
import { startService } from "#commons/service.ts";
import type { Account } from "./account.ts";
import { createAccountRepository } from "./account-repository.ts";
import { servicesBehind } from "./gateway.ts";
import { createGatewayRoutes } from "./gateway-routes.ts";
import { createKeyRepository } from "./key-repository.ts";
import { createKeyService } from "./key-service.ts";
import { createLoginBrake } from "./login-brake.ts";
import { createLoginService } from "./login-service.ts";
import openingAccounts from "./opening-accounts.json" with { type: "json" };
import { createStoreHealth } from "./store-health.ts";
import { createTokenService } from "./token-service.ts";

const name = "gateway";
const port = number("PORT", 8100);
const log = createLog(name, env("LOG_LEVEL", "info"));
const eurekaUrl = env("EUREKA_URL", "http://localhost:8761/eureka");
const registry = createRegistry({ url: eurekaUrl, service: name, port, log });
const mongodbUrl = env("MONGODB_URL", "mongodb://localhost:27017");
const database = openDatabase(mongodbUrl, name);
const serviceSecret = env("SERVICE_SECRET");
const requestsPerMinute = number("RATE_LIMIT_PER_MINUTE", 6_000);
const accounts = createAccountRepository(database);
const keys = createKeyService(createKeyRepository(database));
const tokens = createTokenService(keys);
const logins = createLoginService(accounts, tokens, createLoginBrake());

await startService({
  log,
  port,
  registry,
  database,
  routes: createGatewayRoutes({
    keys,
    tokens,
    logins,
    serviceSecret,
    registry,
    requestsPerMinute,
    page: fileURLToPath(new URL("./page/", import.meta.url)),
  }),
  prepare: () =>
    Promise.all([
      keys.prepare(),
      accounts.prepare(openingAccounts as Account[]),
    ]),
  credentials: { clientId: name, clientSecret: serviceSecret },
  keys: createKeySet(keys.getJwks),
  report: createStoreHealth(servicesBehind, registry),
});
