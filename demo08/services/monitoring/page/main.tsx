import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Charts } from "./charts.tsx";
import { Diagnosis } from "./diagnosis.tsx";
import { Instances } from "./instances.tsx";
import { Logs } from "./logs.tsx";
import { worstFirst } from "./order.ts";
import { useOverview } from "./use-overview.ts";
import "uplot/dist/uPlot.min.css";
import "#commons/pages/base.css";
import "#commons/pages/report.css";
import "./style.css";

function MonitoringPage() {
  const { overview, series, isStale } = useOverview();
  if (!overview) return <p>{isStale ? "No answer." : "Reading …"}</p>;
  const services = worstFirst(overview.services);
  return (
    <>
      <h1>Monitoring</h1>
      {isStale && (
        <p role="alert" className="notice bad">
          Monitoring does not answer. This is what it knew last.
        </p>
      )}
      <Diagnosis services={services} />
      <Instances services={services} />
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
