import { useState } from "react";
import type { ServiceRow } from "../src/overview-service.ts";
import type { Point } from "../src/window.ts";
import { Chart } from "./chart.tsx";
import {
  formatBytes,
  formatMs,
  formatRate,
  formatShare,
  hostOf,
} from "./format.ts";
import type { PointsById } from "./use-overview.ts";

export type Measure = {
  name: string;
  of: (point: Point) => number | undefined;
  format: (value: number) => string;
  /** The axis goes up to here at least. */
  atLeast: number;
};

const rates = { format: formatRate, atLeast: 5 };
const shares = { format: formatShare, atLeast: 0.1 };
const times = { format: formatMs, atLeast: 10 };
const sizes = { format: formatBytes, atLeast: 100e6 };
const measures: Measure[] = [
  { name: "requests/s", of: (it) => it.perSecond, ...rates },
  { name: "errors", of: (it) => it.errorShare, ...shares },
  { name: "p50", of: (it) => it.p50Ms, ...times },
  { name: "p95", of: (it) => it.p95Ms, ...times },
  { name: "memory", of: (it) => it.memoryBytes, ...sizes },
  { name: "event loop", of: (it) => it.lagMs, ...times },
];

type Props = { services: ServiceRow[]; series: PointsById };

/** The last five minutes: a chart for each service, a line an instance. */
export function Charts({ services, series }: Props) {
  const [chosen, choose] = useState(measures[0] as Measure);
  return (
    <section>
      <h2>The last five minutes</h2>
      <div className="choice">
        {measures.map((measure) => (
          <button
            type="button"
            key={measure.name}
            aria-pressed={measure === chosen}
            onClick={() => choose(measure)}
          >
            {measure.name}
          </button>
        ))}
      </div>
      <div className="charts">
        {services.map((row) => (
          <ServiceChart
            key={row.service}
            row={row}
            measure={chosen}
            series={series}
          />
        ))}
      </div>
    </section>
  );
}

type ServiceProps = { row: ServiceRow; measure: Measure; series: PointsById };

function ServiceChart({ row, measure, series }: ServiceProps) {
  // The order of the table changes with who is ill; a line keeps its colour.
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
        lines={instances.map(({ instanceId }) => series[instanceId] ?? [])}
      />
    </figure>
  );
}
