import { useState } from "react";
import type { ServiceRow } from "../src/overview-service.ts";
import { measures } from "./measures.ts";
import { ServiceChart } from "./service-chart.tsx";
import type { PointsById } from "./use-overview.ts";

type Props = { services: ServiceRow[]; series: PointsById };

/** The last five minutes of one measure: a chart for each service. */
export function Charts({ services, series }: Props) {
  const [chosen, choose] = useState(measures[0]);
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
