/** A place in the registry, lost unless its holder renews it in time. */
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
  /** Whether to evict nobody while fewer than that are renewed. */
  selfPreservation: boolean;
  now: () => number;
};

export type LeaseRegistry<Holder> = ReturnType<
  typeof createLeaseRegistry<Holder>
>;

/**
 * Who is there, as far as anyone can know it: those who said so lately. A
 * holder that falls silent is evicted. If many fall silent at once, then the
 * network is the likelier cause: all are kept until they are heard again.
 */
export function createLeaseRegistry<Holder>(rules: LeaseRules) {
  const { renewalThreshold, selfPreservation, now } = rules;
  const leases = new Map<string, Lease<Holder>>();

  const isSilent = ({ renewedAt, durationMs }: Lease<Holder>) =>
    now() > renewedAt + durationMs;

  // Those that die together do not expire together: the first one to expire
  // is not alone if others are late already.
  const isLate = ({ renewedAt, durationMs }: Lease<Holder>) =>
    now() > renewedAt + durationMs / 2;

  function survey() {
    const total = leases.size;
    const silent = [...leases.values()].filter(isSilent);
    const renewing = total - [...leases.values()].filter(isLate).length;
    // One that dies alone is never blamed on the network, however few they are.
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

    /** The lease, good for its duration again; none if it has been lost. */
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
     * Takes away what was not renewed in time, and tells what it was: some at
     * random, so that one sweep never empties a whole application.
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
