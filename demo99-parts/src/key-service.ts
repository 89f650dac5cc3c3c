import { type Jwks, pauseMs } from "#commons/key-set.ts";
import { createKey, type Key, publicHalf } from "./key.ts";
import type { KeyRepository } from "./key-repository.ts";

/** How long a token of a person is good; nobody's is good for longer. */
export const tokenSeconds = 3_600;

/** By then, whoever checks tokens has had to ask for the new key. */
const publishedMs = pauseMs + 1_000;

export type KeyService = ReturnType<typeof createKeyService>;

/** The keys that tokens are signed and checked with. */
export function createKeyService(
  keys: KeyRepository,
  { now = Date.now, make = createKey } = {},
) {
  const signs = ({ signsFrom }: Key) => signsFrom.getTime() <= now();

  /** Until the last token that was signed before its successor signed. */
  function verifies(_key: Key, index: number, all: Key[]) {
    const successor = all[index + 1];
    if (!successor) return true;
    return now() < successor.signsFrom.getTime() + tokenSeconds * 1_000;
  }

  async function listGood() {
    return (await keys.list()).filter(verifies);
  }

  return {
    /** Makes the first key, unless another instance has. */
    async prepare() {
      if ((await keys.list()).length > 0) return;
      await keys.insert(await make(1, new Date(now())));
    },

    async getSigningKey(): Promise<Key> {
      const key = (await keys.list()).findLast(signs);
      if (!key) throw new Error("There is no key to sign with.");
      return key;
    },

    /** As they are published (RFC 7517). */
    async getJwks(): Promise<Jwks> {
      return { keys: (await listGood()).map(publicHalf) };
    },

    /** The next key, which will sign when everybody can know it. */
    async rotate(): Promise<Key> {
      const good = await listGood();
      const generation = (good.at(-1)?.generation ?? 0) + 1;
      const key = await make(generation, new Date(now() + publishedMs));
      const isFirst = await keys.insert(key);
      await keys.deleteBefore(good[0]?.generation ?? generation);
      // Somebody else has rotated them at the same time: theirs will do.
      return isFirst ? key : ((await keys.list()).at(-1) ?? key);
    },
  };
}
