import type { Database } from "#commons/database.ts";
import type { Account } from "./account.ts";
import { createAccountRepository } from "./account-repository.ts";
import { createKeyApi } from "./key-api.ts";
import { createKeyRepository } from "./key-repository.ts";
import { createLoginApi } from "./login-api.ts";
import { createLoginService } from "./login-service.ts";
import { createTokenService } from "./token-service.ts";

/** Accounts, the key pair, and the routes that use them. */
export function createLogin(database: Database) {
  const accounts = createAccountRepository(database);
  const keys = createKeyRepository(database);
  const logins = createLoginService(accounts, createTokenService(keys));
  return {
    keyRoutes: createKeyApi(keys),
    loginRoutes: createLoginApi(logins),
    prepare: (opening: Account[]) =>
      Promise.all([keys.get(), accounts.prepare(opening)]),
  };
}
