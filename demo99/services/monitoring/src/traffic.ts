/** Requests counted since a process started; the counts only grow. */
export type Traffic = {
  count: number;
  failures: number;
  /** How many took at most so many seconds, by that bound. */
  buckets: Map<number, number>;
};

export type Rates = {
  requests: number;
  perSecond: number;
  failures: number;
  errorShare: number;
  p50Ms: number | undefined;
  p95Ms: number | undefined;
};

export const noTraffic = (): Traffic => ({
  count: 0,
  failures: 0,
  buckets: new Map(),
});

/** Rate, errors, and how long it took. */
export function ratesOf(traffic: Traffic, seconds: number): Rates {
  const { count, failures, buckets } = traffic;
  return {
    requests: count,
    perSecond: count / seconds,
    failures,
    errorShare: count === 0 ? 0 : failures / count,
    p50Ms: toMs(quantile(0.5, buckets)),
    p95Ms: toMs(quantile(0.95, buckets)),
  };
}

/**
 * The duration that a share of the requests did not exceed. Within a bucket
 * they are taken to be spread evenly, as Prometheus' histogram_quantile does;
 * beyond the last bound there is nothing to go by but that bound.
 */
export function quantile(share: number, buckets: Map<number, number>) {
  const bounds = [...buckets].sort(([a], [b]) => a - b);
  const total = bounds.at(-1)?.[1] ?? 0;
  if (total === 0) return undefined;

  const rank = share * total;
  let lower = { bound: 0, count: 0 };
  for (const [bound, count] of bounds) {
    if (count >= rank && bound === Infinity) return lower.bound;
    if (count >= rank) {
      const within = (rank - lower.count) / (count - lower.count);
      return lower.bound + (bound - lower.bound) * within;
    }
    lower = { bound, count };
  }
  return undefined;
}

export function sum(all: Traffic[]): Traffic {
  return all.reduce((a, b) => combine(a, b, 1), noTraffic());
}

/** What came between two scrapes. */
export const increase = (before: Traffic | undefined, after: Traffic) =>
  combine(after, before ?? noTraffic(), -1);

function combine(a: Traffic, b: Traffic, sign: 1 | -1): Traffic {
  const buckets = new Map(a.buckets);
  for (const [bound, count] of b.buckets) {
    buckets.set(bound, (buckets.get(bound) ?? 0) + sign * count);
  }
  return {
    count: a.count + sign * b.count,
    failures: a.failures + sign * b.failures,
    buckets,
  };
}

function toMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}
