import type { MetricSample } from "./exposition.ts";

/** The database connections of an instance. */
export type Pool = { open: number; inUse: number; waiting: number };

/** From the metric `mongodb_pool_connections`; undefined without a database. */
export function poolOf(samples: MetricSample[]): Pool | undefined {
  const states = samples
    .filter(({ name }) => name === "mongodb_pool_connections")
    .map(({ labels, value }) => [labels.state, value]);
  if (states.length === 0) return undefined;
  const { open = 0, in_use = 0, waiting = 0 } = Object.fromEntries(states);
  return { open, inUse: in_use, waiting };
}
