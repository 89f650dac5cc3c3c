import { generateKeyPairSync } from "node:crypto";
import {
  claimsOf,
  type SigningKey,
  signToken,
  unsignedToken,
} from "../tokens/token.ts";

/** Somebody who must not write, and the status that tells them so. */
export type Intruder = { who: string; token: string | undefined; due: number };

const hour = 3_600;

/** Those who try to get in, with tokens that this key has signed, or has not. */
export function intrudersWith(key: SigningKey): Intruder[] {
  const alice = claimsOf("alice", "customer");
  const admin = claimsOf("admin", "admin");
  const { iat } = admin;
  const expired = { ...admin, iat: iat - 2 * hour, exp: iat - hour };
  const forged = { ...makeKey(), kid: key.kid };
  return [
    { who: "nobody in particular", token: undefined, due: 401 },
    { who: "alice, a customer", token: signToken(alice, key), due: 403 },
    {
      who: "admin, with a token that has expired",
      token: signToken(expired, key),
      due: 401,
    },
    {
      who: "admin, with a token signed by somebody else",
      token: signToken(admin, forged),
      due: 401,
    },
    {
      who: "admin, with a token that nobody has signed (alg: none)",
      token: unsignedToken(admin),
      due: 401,
    },
  ];
}

/** A key of nobody in particular. */
export function makeKey(): SigningKey {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { kid: "made-up", privateKey };
}
