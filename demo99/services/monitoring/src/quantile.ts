/**
 * The duration that a share of the requests did not exceed. Within a bucket
 * the requests are assumed to be spread evenly, as in histogram_quantile of
 * Prometheus. Beyond the last finite bound, the result is that bound.
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
