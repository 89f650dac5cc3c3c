import { Router } from "express";
import type { Database } from "#commons/database.ts";
import type { HttpClient } from "#commons/http.ts";
import { createAccountClient } from "./account-client.ts";
import { createKeyApi } from "./key-api.ts";
import { createKeyRepository } from "./key-repository.ts";
import { createKeyService } from "./key-service.ts";
import { createLoginApi } from "./login-api.ts";
import { createLoginBrake } from "./login-brake.ts";
import { createLoginService } from "./login-service.ts";
import { createOauthApi } from "./oauth-api.ts";
import { parseClients } from "./oauth-client.ts";
import { createTokenService } from "./token-service.ts";

/** Clients, keys, and the routes that use them; user-api has the accounts. */
export function createLogin(
  database: Database,
  userApi: HttpClient,
  clients: string,
) {
  const accounts = createAccountClient(userApi);
  const keys = createKeyService(createKeyRepository(database));
  const tokens = createTokenService(keys);
  const brake = createLoginBrake();
  return {
    keyRoutes: createKeyApi(keys),
    loginRoutes: Router().use(
      createLoginApi(createLoginService(accounts, tokens, brake)),
      createOauthApi({ clients: parseClients(clients), tokens, brake }),
    ),
    prepare: keys.prepare,
  };
}
