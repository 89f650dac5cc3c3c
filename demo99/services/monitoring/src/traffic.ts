/** Requests counted since a process started; the counts only grow. */
export type Traffic = {
  count: number;
  failures: number;
  /** How many took at most so many seconds, by that bound. */
  buckets: Map<number, number>;
};

export const noTraffic = (): Traffic => ({
  count: 0,
  failures: 0,
  buckets: new Map(),
});

export function sum(all: Traffic[]): Traffic {
  return all.reduce((a, b) => combine(a, b, 1), noTraffic());
}

/** The requests between two scrapes; a count that is lower began at 0 again. */
export function increase(before: Traffic | undefined, after: Traffic) {
  const isContinued = before && before.count <= after.count;
  return combine(after, isContinued ? before : noTraffic(), -1);
}

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
