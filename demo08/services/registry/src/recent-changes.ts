import { createBoundedMap } from "./bounded-map.ts";
import { sizeOf } from "./instance.ts";
import type { Limits } from "./limits.ts";
import type { InstanceLease } from "./registration.ts";

export type RecentChanges = ReturnType<typeof createRecentChanges>;

/**
 * The last change of each instance for `retentionMs`, for clients that do not
 * want to fetch everything again. It holds as much as the registry: when a
 * change is dropped early, the client's hash code differs, and it fetches all.
 */
export function createRecentChanges(
  retentionMs: number,
  now: () => number,
  { instances, totalBytes }: Pick<Limits, "instances" | "totalBytes">,
) {
  const changes = createBoundedMap<InstanceLease>(instances, totalBytes);
  let version = 1;
  let forgotten = 0;

  function forgetOld() {
    for (let next = changes.oldest(); next; next = changes.oldest()) {
      const { holder } = next.value;
      if (holder.changedAt > now() - retentionMs) return;
      changes.delete(next.key);
      forgotten++;
    }
  }

  return {
    record(lease: InstanceLease) {
      changes.put(lease.key, { ...lease }, sizeOf(lease.holder.instance));
      version++;
      forgetOld();
    },

    /** Increases with each change of the registry. */
    version: () => version,

    /** Differs whenever `list` returns other changes than before. */
    edition() {
      forgetOld();
      return `${version} ${forgotten}`;
    },

    list() {
      forgetOld();
      return { version, leases: changes.values() };
    },
  };
}
