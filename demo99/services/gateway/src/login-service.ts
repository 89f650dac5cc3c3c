import { Unauthenticated } from "#commons/errors.ts";
import type { Login } from "./account.ts";
import type { AccountRepository } from "./account-repository.ts";
import type { LoginBrake } from "./login-brake.ts";
import { isPassword, placeholderHash } from "./password.ts";
import type { TokenService } from "./token-service.ts";

export type LoginService = ReturnType<typeof createLoginService>;

/** Exchanges a user name and a password for a token. */
export function createLoginService(
  accounts: Pick<AccountRepository, "find">,
  tokens: TokenService,
  brake: LoginBrake,
) {
  /** Takes the same time for an unknown name as for a wrong password. */
  async function check({ username, password }: Login) {
    const account = await accounts.find(username);
    const hash = account?.passwordHash ?? placeholderHash;
    const isRight = await isPassword(password, hash);
    if (account && isRight) return account;
    throw new Unauthenticated("Wrong user name or password.");
  }

  return {
    /** Failures at one address do not delay logins from another one. */
    async logIn(login: Login, address: string) {
      const key = `${login.username.toLowerCase()} ${address}`;
      return tokens.issue(await brake.slow(key, () => check(login)));
    },
  };
}
