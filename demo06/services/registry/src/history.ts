import type { InstanceLease } from "./registration.ts";

export type Happening = "registered" | "cancelled" | "evicted";

type HistoryEntry = {
  number: number;
  at: number;
  happening: Happening;
  app: string;
  id: string;
};

export type LeaseHistory = ReturnType<typeof createLeaseHistory>;

/** Registrations and evictions, the latest first; and a count of renewals. */
export function createLeaseHistory(now: () => number, limit = 50) {
  const entries: HistoryEntry[] = [];
  let number = 0;
  const renewalsBySecond = new Map<number, number>();

  const second = () => Math.floor(now() / 1000);

  function forgetOldRenewals() {
    for (const time of renewalsBySecond.keys()) {
      if (time <= second() - 60) renewalsBySecond.delete(time);
    }
  }

  return {
    record(happening: Happening, { holder }: InstanceLease) {
      const { app, id } = holder.instance;
      entries.unshift({ number: ++number, at: now(), happening, app, id });
      entries.length = Math.min(entries.length, limit);
    },

    countRenewal() {
      forgetOldRenewals();
      const count = renewalsBySecond.get(second()) ?? 0;
      renewalsBySecond.set(second(), count + 1);
    },

    entries: () => entries,

    renewalsLastMinute() {
      forgetOldRenewals();
      return [...renewalsBySecond.values()].reduce((sum, n) => sum + n, 0);
    },
  };
}
