import type { LeaseRepository } from "./lease-repository.ts";

/**
 * Each instance tries to take the lease every `leaseMs / 4`. A lease that ends
 * after `leaseMs * 3 / 4` is taken by another one within `leaseMs`.
 */
const shareOfLease = 3 / 4;

/**
 * Of several instances of a service, one holds the lease, and does the work.
 * After its crash, another one has it within `leaseMs`.
 */
export function createLeaseService(
  leases: LeaseRepository,
  holder: string,
  leaseMs: number,
  now = Date.now,
) {
  let heldUntil = 0;
  let isReleased = false;

  return {
    /** How often `renew` has to be called. */
    renewMs: leaseMs / 4,
    isHeld: () => now() < heldUntil,

    /** An instance that cannot reach the database loses the lease in time. */
    async renew(): Promise<void> {
      if (isReleased) return;
      const until = now() + leaseMs * shareOfLease;
      const isMine = await leases.take(holder, until, now());
      heldUntil = isMine && !isReleased ? until : 0;
    },

    /** For good: another instance takes it once the work has ended. */
    async release(endOfWork: () => Promise<void>): Promise<void> {
      isReleased = true;
      heldUntil = 0;
      await endOfWork();
      await leases.release(holder);
    },
  };
}
