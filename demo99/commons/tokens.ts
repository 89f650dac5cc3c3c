import { createPublicKey, type KeyObject } from "node:crypto";
import type { JwtHeader } from "jsonwebtoken";
import jwksClient, { type Options, SigningKeyNotFoundError } from "jwks-rsa";
import { atMostOnceIn } from "#commons/at-most-once-in.ts";
import { InvalidToken } from "#commons/errors.ts";

/** The gateway signs the tokens of people; each service signs its own. */
export const audience = "store";
export const gatewayIssuer = "http://gateway";
export const serviceIssuer = "http://services";

/** For this time, a verifier may not know a new key of the gateway. */
export const keyDelayMs = 2_000;

export type FindKey = (header: JwtHeader) => Promise<KeyObject>;

/**
 * Finds the key that verifies a token: the services' secret, or a public key
 * of the gateway, which jwks-rsa fetches and caches (RFC 7517).
 */
export function createKeyFinder(
  secret: KeyObject,
  fetchJwks: () => Promise<unknown>,
): FindKey {
  const keys = new Map<string, KeyObject>();
  // Unknown key ids must not flood the gateway with requests.
  const fetcher = atMostOnceIn(keyDelayMs, fetchJwks);
  const jwks = jwksClient({
    jwksUri: `${gatewayIssuer}/.well-known/jwks.json`,
    fetcher: fetcher as Options["fetcher"],
  });

  return async function findKey({ alg, kid }) {
    if (alg === "HS256") return secret;
    const found = await jwks.getSigningKey(kid).catch((error) => {
      const isUnknown = error instanceof SigningKeyNotFoundError;
      throw isUnknown ? new InvalidToken("unknown key") : error;
    });
    // Parsing a key takes longer than verifying a token with it.
    const pem = found.getPublicKey();
    const key = keys.get(pem) ?? createPublicKey(pem);
    keys.set(pem, key);
    return key;
  };
}
