import type { HttpClient } from "#commons/http.ts";
import { limitConcurrency } from "#commons/limit-concurrency.ts";
import type { Account, Login } from "./account.ts";

type Reply = { account: Account | null };

/** Half of the threads that user-api has for hashes: there may be two gateways. */
const atOnce = 2;

export type AccountClient = ReturnType<typeof createAccountClient>;

/** Calls user-api, which has all accounts. */
export function createAccountClient(http: HttpClient) {
  // A call must not time out because it waits for the hashes of others.
  const inTurn = limitConcurrency(atOnce);

  return {
    /** The account of a user name and a password; undefined if one is wrong. */
    async verify(login: Login): Promise<Account | undefined> {
      const ask = () => http<Reply>("POST", "/credentials", login);
      return (await inTurn(ask)).account ?? undefined;
    },
  };
}
