import { Unauthenticated } from "#commons/errors.ts";
import { type Login, nameKeyOf } from "./account.ts";
import type { AccountClient } from "./account-client.ts";
import type { LoginBrake } from "./login-brake.ts";
import type { TokenService } from "./token-service.ts";

export type LoginService = ReturnType<typeof createLoginService>;

/** Exchanges a user name and a password for a token. */
export function createLoginService(
  accounts: AccountClient,
  tokens: TokenService,
  brake: LoginBrake,
) {
  async function check(login: Login) {
    const account = await accounts.verify(login);
    if (account) return account;
    throw new Unauthenticated("Wrong user name or password.");
  }

  return {
    /** Failures at one address do not delay logins from another one. */
    async logIn(login: Login, address: string) {
      const key = `${nameKeyOf(login)} ${address}`;
      return tokens.issue(await brake.slow(key, () => check(login)));
    },
  };
}
