/**
 * A map in order of insertion, which drops its oldest entries when there are
 * more than `maxCount` of them, or they are larger than `maxBytes` together.
 */
export function createBoundedMap<Value>(maxCount: number, maxBytes: number) {
  const entries = new Map<string, { value: Value; bytes: number }>();
  let totalBytes = 0;

  function remove(key: string) {
    totalBytes -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  }

  function oldest() {
    for (const [key, { value }] of entries) return { key, value };
  }

  return {
    oldest,
    delete: remove,
    get: (key: string) => entries.get(key)?.value,
    values: () => [...entries.values()].map(({ value }) => value),

    /** Puts the entry last, also if there was one with this key. */
    put(key: string, value: Value, bytes: number) {
      remove(key);
      entries.set(key, { value, bytes });
      totalBytes += bytes;
      for (let next = oldest(); next; next = oldest()) {
        if (entries.size <= maxCount && totalBytes <= maxBytes) return;
        remove(next.key);
      }
    },
  };
}
