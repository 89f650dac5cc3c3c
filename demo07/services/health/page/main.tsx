import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { useOverview } from "#commons/pages/use-overview.ts";
import type { Overview } from "../src/status-service.ts";
import { Changes } from "./changes.tsx";
import { Strips } from "./strips.tsx";
import { Verdict } from "./verdict.tsx";
import "#commons/pages/base.css";
import "#commons/pages/report.css";
import "./style.css";

function HealthPage() {
  const { overview, isStale } = useOverview<Overview>();
  if (!overview) return <p>{isStale ? "No answer." : "Reading …"}</p>;
  return (
    <>
      <h1>Health</h1>
      {isStale && (
        <p role="alert" className="notice bad">
          The health service does not answer. This is what it knew last.
        </p>
      )}
      <Verdict overview={overview} />
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
