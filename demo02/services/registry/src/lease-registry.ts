/** An entry in the registry; it expires unless its holder renews it. */
export type Lease<Holder> = {
  key: string;
  holder: Holder;
  durationMs: number;
  grantedAt: number;
  renewedAt: number;
};

export type LeaseRules = {
  /** The share of all leases that has to be renewed in time: 0.85. */
  renewalThreshold: number;
  /** Whether to stop evictions while fewer than that are renewed. */
  selfPreservation: boolean;
  now: () => number;
};

export type LeaseRegistry<Holder> = ReturnType<
  typeof createLeaseRegistry<Holder>
>;

/**
 * Leases, each with a holder that renews it. A lease that is not renewed in
 * time is evicted. If many are not renewed at once, the network is the likelier
 * cause: all are kept until enough renewals arrive again.
 */
export function createLeaseRegistry<Holder>(rules: LeaseRules) {
  const { renewalThreshold, selfPreservation, now } = rules;
  const leases = new Map<string, Lease<Holder>>();

  const isSilent = ({ renewedAt, durationMs }: Lease<Holder>) =>
    now() > renewedAt + durationMs;

  // Instances that crash together do not expire together: when the first one
  // expires, the others are late already.
  const isLate = ({ renewedAt, durationMs }: Lease<Holder>) =>
    now() > renewedAt + durationMs / 2;

  function survey() {
    const total = leases.size;
    const silent = [...leases.values()].filter(isSilent);
    const renewing = total - [...leases.values()].filter(isLate).length;
    // A single crash is never attributed to the network, however few leases.
    const allButOne = Math.max(total - 1, 0);
    const threshold = Math.min(Math.ceil(total * renewalThreshold), allButOne);
    const isPreserving = selfPreservation && renewing < threshold;
    return { total, silent, renewing, threshold, isPreserving };
  }

  return {
    survey,
    find: (key: string) => leases.get(key),
    list: () => [...leases.values()],

    grant(key: string, holder: Holder, durationMs: number) {
      const time = now();
      const lease = {
        key,
        holder,
        durationMs,
        grantedAt: time,
        renewedAt: time,
      };
      leases.set(key, lease);
      return lease;
    },

    /** Renews the lease; undefined if there is none. */
    renew(key: string) {
      const lease = leases.get(key);
      if (lease) lease.renewedAt = now();
      return lease;
    },

    revoke(key: string) {
      const lease = leases.get(key);
      leases.delete(key);
      return lease;
    },

    /**
     * Evicts and returns leases that were not renewed in time: some at random,
     * so that one sweep never empties a whole application.
     */
    evict(): Lease<Holder>[] {
      const { total, silent, isPreserving } = survey();
      if (isPreserving) return [];

      const limit = total - Math.floor(total * renewalThreshold);
      const evicted = shuffle(silent).slice(0, limit);
      for (const { key } of evicted) leases.delete(key);
      return evicted;
    },
  };
}

function shuffle<T>(items: T[]): T[] {
  return items
    .map((item) => ({ item, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item);
}
