import { createPublicKey, type KeyObject } from "node:crypto";
import type { JwtHeader } from "jsonwebtoken";
import jwksClient, { type Options, SigningKeyNotFoundError } from "jwks-rsa";
import { Unauthenticated } from "#commons/errors.ts";

/** In every token: the gateway signs those of people, services their own. */
export const audience = "store";
export const gatewayIssuer = "http://gateway";
export const serviceIssuer = "http://services";

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
  const jwks = jwksClient({
    jwksUri: `${gatewayIssuer}/.well-known/jwks.json`,
    // Invented key ids must not flood the gateway with requests. The rate
    // limit of jwks-rsa would refuse valid tokens meanwhile.
    fetcher: atMostOnceIn(2_000, fetchJwks) as Options["fetcher"],
  });

  return async function findKey({ alg, kid }) {
    if (alg === "HS256") return secret;
    const found = await jwks.getSigningKey(kid).catch((error) => {
      const isUnknown = error instanceof SigningKeyNotFoundError;
      throw isUnknown ? badToken("unknown key") : error;
    });
    // Parsing a key takes longer than verifying a token with it.
    const pem = found.getPublicKey();
    const key = keys.get(pem) ?? createPublicKey(pem);
    keys.set(pem, key);
    return key;
  };
}

export function badToken(reason: string) {
  const challenge = 'Bearer realm="store", error="invalid_token"';
  return new Unauthenticated(`Invalid token: ${reason}.`, challenge);
}

/** Repeats the last result within this time; a failure is not kept. */
function atMostOnceIn<T>(ms: number, task: () => Promise<T>) {
  let last: Promise<T> | undefined;
  let calledAt = 0;

  return function runOrRepeat(): Promise<T> {
    if (last && performance.now() - calledAt < ms) return last;
    calledAt = performance.now();
    last = task();
    last.catch(() => {
      last = undefined;
    });
    return last;
  };
}
