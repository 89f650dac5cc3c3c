import type { RequestListener } from "node:http";
import { createKeySet } from "#commons/key-set.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { serve } from "#commons/test/test-servers.ts";
import type { Account } from "../src/account.ts";
import { createAccountRepository } from "../src/account-repository.ts";
import { createGatewayRoutes } from "../src/gateway-routes.ts";
import { createKeyRepository } from "../src/key-repository.ts";
import { createKeyService } from "../src/key-service.ts";
import { createLoginBrake } from "../src/login-brake.ts";
import { createLoginService } from "../src/login-service.ts";
import openingAccounts from "../src/opening-accounts.json" with {
  type: "json",
};
import { createTokenService } from "../src/token-service.ts";

export type RunningGateway = Awaited<ReturnType<typeof startGateway>>;

type Settings = { service?: RequestListener; requestsPerMinute?: number };

/** A gateway with a database of its own, and one service behind all paths. */
export async function startGateway({
  service = (_req, res) => void res.end("{}"),
  requestsPerMinute = 1_000,
}: Settings = {}) {
  const { database, close } = openTestDatabase();
  const accounts = createAccountRepository(database);
  const keys = createKeyService(createKeyRepository(database));
  await keys.prepare();
  await accounts.prepare(openingAccounts as Account[]);
  const tokens = createTokenService(keys);
  // Time stands still: a wait does not end while a slow machine gets there.
  const brake = createLoginBrake(() => 0);
  const behind = await serve(service);
  const routes = createGatewayRoutes({
    keys,
    tokens,
    logins: createLoginService(accounts, tokens, brake),
    serviceSecret: "a secret of services",
    registry: { find: async () => [behind] },
    requestsPerMinute,
    page: import.meta.dirname,
  });
  const log = createLog("test", "silent");
  const keySet = createKeySet(keys.getJwks);
  const url = await serve(createApp({ log, routes, keys: keySet }));

  return {
    url,
    close,

    /** The header of a call by somebody. */
    async as(name: string, role: "customer" | "admin" | "service") {
      const { token } = await tokens.issue({ name, role }, 60);
      return { authorization: `Bearer ${token}` };
    },

    post: (path: string, body: unknown, headers: object = {}) =>
      fetch(url + path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      }),
  };
}
