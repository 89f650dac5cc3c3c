import { AsyncLocalStorage } from "node:async_hooks";
import type { Response } from "express";
import type { ServiceToken } from "#commons/service-token.ts";

export type Role = "customer" | "admin" | "service";

/** Who calls, and the person for whom: a service may call for somebody. */
export type Caller = { name: string; role: Role; user: string | undefined };

type Identity = { authorization?: string; "x-user"?: string };

const users = new AsyncLocalStorage<string | undefined>();

// One process is one service, and has one token, whomever it calls.
let own: ServiceToken | undefined;

/** Undefined for somebody who has shown no token. */
export function callerOf(res: Response): Caller | undefined {
  return res.locals.caller;
}

/** Calls that `work` leads to are made for this user. */
export function onBehalfOf(user: string | undefined, work: () => void) {
  users.run(user, work);
}

/** From now on calls carry this token. */
export function identifyWith(token: ServiceToken | undefined) {
  own = token;
}

/** Headers that say who this service is, and for whom it calls. */
export async function identify(): Promise<Identity> {
  const user = users.getStore();
  return {
    ...(own && { authorization: `Bearer ${await own.get()}` }),
    ...(user && { "x-user": user }),
  };
}

/** Drops a token that was refused; whether there can be another one. */
export function forgetToken({ authorization }: Identity): boolean {
  if (!own || !authorization) return false;
  own.forget(authorization.slice("Bearer ".length));
  return true;
}
