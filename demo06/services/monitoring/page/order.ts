import type { InstanceRow, ServiceRow } from "../src/overview-service.ts";

const ranks = { unhealthy: 0, degraded: 1, healthy: 2 };
const rankOf = ({ condition }: InstanceRow) => ranks[condition];

/** Unhealthy instances first, then degraded ones. */
export function worstFirst(services: ServiceRow[]): ServiceRow[] {
  const worst = ({ instances }: ServiceRow) =>
    Math.min(...instances.map(rankOf));
  return services
    .map((row) => ({
      ...row,
      instances: row.instances.toSorted((a, b) => rankOf(a) - rankOf(b)),
    }))
    .sort((a, b) => worst(a) - worst(b));
}
