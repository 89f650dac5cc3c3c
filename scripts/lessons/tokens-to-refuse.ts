import { generateKeyPairSync } from "node:crypto";
import {
  claimsOf,
  type SigningKey,
  signToken,
  unsignedToken,
} from "../tokens/token.ts";

/** A token that must be refused for adding a book, and the status due. */
export type RefusedToken = {
  about: string;
  token: string | undefined;
  due: number;
};

const hour = 3_600;

/** Tokens that a stage must refuse if it signs its own with this key. */
export function tokensToRefuse(key: SigningKey): RefusedToken[] {
  const alice = claimsOf("alice", "customer");
  const admin = claimsOf("admin", "admin");
  const { iat } = admin;
  const expired = { ...admin, iat: iat - 2 * hour, exp: iat - hour };
  const forged = { ...makeKey(), kid: key.kid };
  return [
    { about: "no token", token: undefined, due: 401 },
    { about: "a customer's token", token: signToken(alice, key), due: 403 },
    { about: "an expired token", token: signToken(expired, key), due: 401 },
    {
      about: "a token signed with another key",
      token: signToken(admin, forged),
      due: 401,
    },
    {
      about: "an unsigned token (alg: none)",
      token: unsignedToken(admin),
      due: 401,
    },
  ];
}

/** A key that no stage has. */
export function makeKey(): SigningKey {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { kid: "made-up", privateKey };
}
