import { type Instance, keyOf, sizeOf } from "./instance.ts";
import { LimitReached, type Limits } from "./limits.ts";

export type Usage = ReturnType<typeof createUsage>;

/** Counts the registrations and their bytes, and enforces the limits. */
export function createUsage(limits: Limits) {
  const bytesByKey = new Map<string, number>();
  const countByApp = new Map<string, number>();
  let totalBytes = 0;

  function checkOne({ metadata }: Instance, bytes: number) {
    const { registrationBytes, metadataKeys } = limits;
    if (bytes > registrationBytes) throw tooLarge(registrationBytes, "bytes");
    if (Object.keys(metadata).length > metadataKeys) {
      throw tooLarge(metadataKeys, "metadata keys");
    }
  }

  function checkAll({ app }: Instance, added: { count: 0 | 1; bytes: number }) {
    const { instances, instancesPerApp } = limits;
    if (added.count && bytesByKey.size >= instances) {
      throw full(`${instances} instances`);
    }
    if (added.count && (countByApp.get(app) ?? 0) >= instancesPerApp) {
      throw full(`${instancesPerApp} instances of ${app}`);
    }
    // A registration that does not grow is accepted at the limit, too.
    if (added.bytes > 0 && totalBytes + added.bytes > limits.totalBytes) {
      throw full(`registrations of ${limits.totalBytes} bytes`);
    }
  }

  function count(app: string, change: 1 | -1) {
    const next = (countByApp.get(app) ?? 0) + change;
    if (next > 0) countByApp.set(app, next);
    else countByApp.delete(app);
  }

  return {
    /** Throws LimitReached if the instance cannot be added or replaced. */
    admit(instance: Instance) {
      const key = keyOf(instance.app, instance.id);
      const before = bytesByKey.get(key);
      const bytes = sizeOf(instance);
      const added = bytes - (before ?? 0);
      checkOne(instance, bytes);
      checkAll(instance, { count: before === undefined ? 1 : 0, bytes: added });
      if (before === undefined) count(instance.app, 1);
      bytesByKey.set(key, bytes);
      totalBytes += added;
    },

    release({ app, id }: Instance) {
      const key = keyOf(app, id);
      const bytes = bytesByKey.get(key);
      if (bytes === undefined) return;
      bytesByKey.delete(key);
      totalBytes -= bytes;
      count(app, -1);
    },
  };
}

function tooLarge(limit: number, unit: string) {
  return new LimitReached(
    413,
    `A registration may have at most ${limit} ${unit}.`,
  );
}

function full(limit: string) {
  return new LimitReached(429, `The registry holds at most ${limit}.`);
}
