import { keyDelayMs } from "#commons/tokens.ts";
import { createKey, type Key, publicHalf } from "./key.ts";
import type { KeyRepository } from "./key-repository.ts";

/** No token is valid for longer. */
export const longestTokenSeconds = 3_600;

/** After this time every verifier has had the chance to fetch a new key. */
const publishedMs = keyDelayMs + 1_000;

export type KeyService = ReturnType<typeof createKeyService>;

/** The keys that tokens are signed and verified with, and their rotation. */
export function createKeyService(
  keys: KeyRepository,
  { now = Date.now, make = createKey } = {},
) {
  /** All stored keys; the first one is made when there is none. */
  async function list(): Promise<Key[]> {
    const stored = await keys.list();
    if (stored.length > 0) return stored;
    await keys.insert(await make(1, new Date(now())));
    return list();
  }

  /** Until the last token that it signed has expired. */
  function isNeeded(_key: Key, index: number, all: Key[]) {
    const successor = all[index + 1];
    if (!successor) return true;
    const lastSignedAt = successor.signsFrom.getTime();
    return now() < lastSignedAt + longestTokenSeconds * 1_000;
  }

  const listNeeded = async () => (await list()).filter(isNeeded);

  return {
    prepare: list,

    async getSigningKey(): Promise<Key> {
      const all = await list();
      const signing = all.findLast(({ signsFrom }) => +signsFrom <= now());
      return signing ?? (all[0] as Key);
    },

    /** The key set, as it is published (RFC 7517). */
    async getJwks() {
      return { keys: (await listNeeded()).map(publicHalf) };
    },

    /** Makes the next key. It is published now, and signs 3 s later. */
    async rotate(): Promise<Key> {
      const needed = await listNeeded();
      const generation = (needed.at(-1) as Key).generation + 1;
      await keys.insert(await make(generation, new Date(now() + publishedMs)));
      await keys.deleteBefore((needed[0] as Key).generation);
      // A rotation at the same moment may have been the first.
      const all = await list();
      return all.find((key) => key.generation === generation) as Key;
    },
  };
}
