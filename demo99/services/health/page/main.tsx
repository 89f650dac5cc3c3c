import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { useOverview } from "#client/pages/use-overview.ts";
import type { Overview } from "../src/status-service.ts";
import { Changes } from "./changes.tsx";
import { Strips } from "./strips.tsx";
import { Summary } from "./summary.tsx";
import "#client/pages/base.css";
import "#client/pages/report.css";
import "./style.css";

function HealthPage() {
  const { overview, isStale } = useOverview<Overview>();
  if (!overview) return <p>{isStale ? "No response." : "Loading …"}</p>;
  return (
    <>
      <h1>Health</h1>
      {isStale && (
        <p role="alert" className="notice bad">
          The health service does not respond. This is its last known state.
        </p>
      )}
      <Summary overview={overview} />
      <Strips overview={overview} />
      <Changes overview={overview} />
    </>
  );
}

createRoot(document.getElementById("health") as HTMLElement).render(
  <StrictMode>
    <HealthPage />
  </StrictMode>,
);
