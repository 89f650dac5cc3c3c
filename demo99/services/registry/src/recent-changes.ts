import type { InstanceLease } from "./registration.ts";

export type RecentChanges = ReturnType<typeof createRecentChanges>;

/**
 * What changed lately, for clients that do not want to read everything again:
 * the last change of each instance, for as long as `retentionMs`.
 */
export function createRecentChanges(retentionMs: number, now: () => number) {
  const changes = new Map<string, InstanceLease>();
  let version = 1;

  function forgetOld() {
    for (const [key, { holder }] of changes) {
      if (holder.changedAt > now() - retentionMs) return;
      changes.delete(key);
    }
  }

  return {
    record(lease: InstanceLease) {
      // Deleted first, so that the oldest stays in front.
      changes.delete(lease.key);
      changes.set(lease.key, { ...lease });
      version++;
      forgetOld();
    },

    list() {
      forgetOld();
      return { version, leases: [...changes.values()] };
    },
  };
}
