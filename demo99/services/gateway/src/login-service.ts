import { Unauthenticated } from "#commons/errors.ts";
import type { Login } from "./account.ts";
import type { AccountRepository } from "./account-repository.ts";
import { tokenSeconds } from "./key-service.ts";
import type { LoginBrake } from "./login-brake.ts";
import { isPassword, nobodysHash } from "./password.ts";
import type { TokenService } from "./token-service.ts";

export type LoginService = ReturnType<typeof createLoginService>;

/** Lets people in who know their password. */
export function createLoginService(
  accounts: Pick<AccountRepository, "find">,
  tokens: TokenService,
  brake: LoginBrake,
) {
  /** Takes as long for a name that there is not as for a wrong password. */
  async function check({ username, password }: Login) {
    const account = await accounts.find(username);
    const hash = account?.passwordHash ?? nobodysHash;
    const isRight = await isPassword(password, hash);
    if (account && isRight) return account;
    throw new Unauthenticated("The user name or the password is wrong.");
  }

  return {
    async logIn(login: Login, address: string) {
      // Both: whoever guesses elsewhere does not slow down its owner.
      const guesser = `${login.username} ${address}`;
      const account = await brake.slow(guesser, () => check(login));
      return tokens.issue(account, tokenSeconds);
    },
  };
}
