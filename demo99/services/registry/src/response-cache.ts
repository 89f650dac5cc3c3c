/** A body, and a version that differs whenever the body does. */
export type Edition<Body> = { name: string; version: string; body: () => Body };

type Entry = { version: string; encodedAt: number; body: Promise<Buffer> };

export type ResponseCache = ReturnType<typeof createResponseCache>;

/**
 * Keeps each encoded response until its version changes. Renewals change no
 * version, but `lastRenewalTimestamp` in the response: it may be outdated by
 * `maxAgeMs`, 30 s as in the cache of Netflix's server.
 */
export function createResponseCache(now: () => number, maxAgeMs = 30_000) {
  const entries = new Map<string, Entry>();

  function isCurrent(entry: Entry | undefined, version: string) {
    if (entry?.version !== version) return false;
    return now() < entry.encodedAt + maxAgeMs;
  }

  return {
    /** Requests that arrive during the encoding share its result. */
    get({ name, version, body }: Edition<Promise<Buffer>>): Promise<Buffer> {
      const entry = entries.get(name);
      if (entry && isCurrent(entry, version)) return entry.body;
      const encoded = body();
      entries.set(name, { version, encodedAt: now(), body: encoded });
      encoded.catch(() => entries.delete(name));
      return encoded;
    },
  };
}
