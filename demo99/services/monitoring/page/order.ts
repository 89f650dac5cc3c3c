import type { InstanceRow, ServiceRow } from "../src/overview-service.ts";

const ranks = { ill: 0, suffering: 1, well: 2 };
const rankOf = ({ condition }: InstanceRow) => ranks[condition];

/** Who is ill stands above all others, and who suffers from it next. */
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
