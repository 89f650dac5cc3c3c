import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Charts } from "./charts.tsx";
import { Circuits } from "./circuits.tsx";
import { Instances } from "./instances.tsx";
import { Logs } from "./logs.tsx";
import { worstFirst } from "./order.ts";
import { Summary } from "./summary.tsx";
import { useMonitoring } from "./use-overview.ts";
import "uplot/dist/uPlot.min.css";
import "#client/pages/base.css";
import "#client/pages/report.css";
import "./style/page.css";
import "./style/instances.css";
import "./style/circuits.css";
import "./style/charts.css";
import "./style/logs.css";

function MonitoringPage() {
  const { overview, series, isStale } = useMonitoring();
  if (!overview) return <p>{isStale ? "No response." : "Loading …"}</p>;
  const services = worstFirst(overview.services);
  return (
    <>
      <h1>Monitoring</h1>
      {isStale && (
        <p role="alert" className="notice bad">
          Monitoring does not respond. This is its last known state.
        </p>
      )}
      <Summary services={services} />
      <Instances services={services} />
      <Circuits services={services} />
      <Charts services={services} series={series} />
      <Logs services={overview.services.map(({ service }) => service)} />
    </>
  );
}

createRoot(document.getElementById("monitoring") as HTMLElement).render(
  <StrictMode>
    <MonitoringPage />
  </StrictMode>,
);
