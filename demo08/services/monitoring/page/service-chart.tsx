import type { ServiceRow } from "../src/overview-service.ts";
import { Chart } from "./chart.tsx";
import { hostOf } from "./format.ts";
import type { Measure } from "./measures.ts";
import type { PointsById } from "./use-overview.ts";

type Props = { row: ServiceRow; measure: Measure; series: PointsById };

/** One line for each instance of a service. */
export function ServiceChart({ row, measure, series }: Props) {
  // The order of the rows depends on their condition; colours must not.
  const instances = row.instances.toSorted((a, b) =>
    a.url.localeCompare(b.url),
  );
  return (
    <figure>
      <figcaption>
        <strong>{row.service}</strong>
        {instances.map(({ instanceId, url, condition }, i) => (
          <span key={instanceId} className={`key color-${i % 6} ${condition}`}>
            {hostOf(url)}
          </span>
        ))}
      </figcaption>
      <Chart
        measure={measure}
        lines={instances.map(({ instanceId }) => series.get(instanceId) ?? [])}
      />
    </figure>
  );
}
