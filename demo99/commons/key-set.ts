import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";

/** Public keys as they are published (RFC 7517, 5). */
export type Jwks = { keys: JsonWebKey[] };

export type KeySet = ReturnType<typeof createKeySet>;

/** A key that is not known is asked for, once in this time at most. */
export const pauseMs = 2_000;
/** How long a key that was withdrawn may still be believed. */
const freshMs = 300_000;

/** The keys that tokens are checked with, made once and kept. */
export function createKeySet(
  getJwks: () => Promise<Jwks>,
  now: () => number = Date.now,
) {
  let known = new Map<unknown, KeyObject>();
  let askedAt = Number.NEGATIVE_INFINITY;
  let asked = Promise.resolve();

  async function ask() {
    const { keys } = await getJwks();
    known = new Map(
      keys.map((key) => [key.kid, createPublicKey({ key, format: "jwk" })]),
    );
  }

  return {
    /** Undefined if there is none; rejects while that cannot be found out. */
    async find(kid: string | undefined): Promise<KeyObject | undefined> {
      const key = known.get(kid);
      if (now() - askedAt > (key ? freshMs : pauseMs)) {
        askedAt = now();
        asked = ask();
        asked.catch(() => {});
      }
      if (!key) await asked;
      return key ?? known.get(kid);
    },
  };
}
